import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'loans' }

export const loanRoutes: RouteRecordRaw[] = [
  { path: '/loans', name: 'loans', component: () => import('./LoanListPage.vue'), meta },
  {
    path: '/loans/:id/commands/:kind',
    name: 'loan-command',
    component: () => import('./CommandPage.vue'),
    meta,
  },
  { path: '/loans/:id', name: 'loan', component: () => import('./LoanPage.vue'), meta },
]
