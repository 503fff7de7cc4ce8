import type { RouteRecordRaw } from 'vue-router'

export const applyRoutes: RouteRecordRaw[] = [
  {
    path: '/apply',
    name: 'apply',
    component: () => import('./StartPage.vue'),
    meta: { focused: true, title: 'apply.title' },
  },
  {
    path: '/apply/:id/:step',
    name: 'apply-step',
    component: () => import('./StepPage.vue'),
    props: true,
    meta: { focused: true, title: 'apply.title' },
  },
]
