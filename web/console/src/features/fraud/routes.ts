import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'fraud' }

export const fraudRoutes: RouteRecordRaw[] = [
  { path: '/fraud', name: 'fraud', component: () => import('./RingListPage.vue'), meta },
  {
    path: '/fraud/population',
    name: 'fraud-population',
    component: () => import('./PopulationPage.vue'),
    meta,
  },
  { path: '/fraud/lists', name: 'fraud-lists', component: () => import('./ListPage.vue'), meta },
  { path: '/fraud/networks', name: 'fraud-networks', component: () => import('./NetworkPage.vue'), meta },
  { path: '/fraud/rings/:id', name: 'ring', component: () => import('./RingPage.vue'), meta },
]
