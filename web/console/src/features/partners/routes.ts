import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'partners' }

export const partnerRoutes: RouteRecordRaw[] = [
  { path: '/partners', name: 'partners', component: () => import('./PartnerListPage.vue'), meta },
  { path: '/partners/:id', name: 'partner', component: () => import('./PartnerPage.vue'), meta },
]
