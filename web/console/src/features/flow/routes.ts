import type { RouteRecordRaw } from 'vue-router'

export const flowRoutes: RouteRecordRaw[] = [
  { path: '/flow', name: 'flow', component: () => import('./FlowPage.vue'), meta: { section: 'flow' } },
]
