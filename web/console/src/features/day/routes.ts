import type { RouteRecordRaw } from 'vue-router'

export const dayRoutes: RouteRecordRaw[] = [
  { path: '/day', name: 'day', component: () => import('./DayPage.vue'), meta: { section: 'day' } },
]
