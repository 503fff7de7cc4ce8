import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'day' }

export const dayRoutes: RouteRecordRaw[] = [
  { path: '/day', name: 'day', component: () => import('./DayPage.vue'), meta },
  { path: '/day/closes/:date', name: 'day-close', component: () => import('./DayClosePage.vue'), meta },
  {
    path: '/day/classification',
    name: 'classification',
    component: () => import('./ClassificationPage.vue'),
    meta,
  },
]
