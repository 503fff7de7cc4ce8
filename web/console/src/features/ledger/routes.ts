import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'ledger' }

export const ledgerRoutes: RouteRecordRaw[] = [
  { path: '/ledger', name: 'ledger', component: () => import('./TrialBalancePage.vue'), meta },
  { path: '/ledger/:account', name: 'account', component: () => import('./AccountPage.vue'), meta },
]
