import type { RouteRecordRaw } from 'vue-router'

export const applicationRoutes: RouteRecordRaw[] = [
  {
    path: '/applications/:id',
    name: 'application',
    component: () => import('./ApplicationPage.vue'),
    props: true,
    meta: { place: 'home', title: 'application.title' },
  },
]
