import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'requests' }

export const requestRoutes: RouteRecordRaw[] = [
  { path: '/requests', name: 'requests', component: () => import('./RequestListPage.vue'), meta },
  { path: '/requests/:id', name: 'service-request', component: () => import('./RequestPage.vue'), meta },
]
