import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'applications' }

export const applicationRoutes: RouteRecordRaw[] = [
  { path: '/applications', name: 'applications', component: () => import('./QueuePage.vue'), meta },
  { path: '/applications/:id', name: 'application', component: () => import('./ApplicationPage.vue'), meta },
]
