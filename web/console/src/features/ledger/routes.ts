import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'ledger' }

export const ledgerRoutes: RouteRecordRaw[] = [
  { path: '/ledger', name: 'ledger', component: () => import('./TrialBalancePage.vue'), meta },
  { path: '/ledger/accounts/:code', name: 'account', component: () => import('./AccountPage.vue'), meta },
  {
    path: '/ledger/balance-sheet',
    name: 'balance-sheet',
    component: () => import('./BalanceSheetPage.vue'),
    meta,
  },
  {
    path: '/ledger/income-statement',
    name: 'income-statement',
    component: () => import('./IncomeStatementPage.vue'),
    meta,
  },
  { path: '/ledger/journal', name: 'journal', component: () => import('./JournalPage.vue'), meta },
  {
    path: '/ledger/manual-journals',
    name: 'manual-journals',
    component: () => import('./ManualJournalsPage.vue'),
    meta,
  },
  {
    path: '/ledger/manual-journals/new',
    name: 'new-journal',
    component: () => import('./NewJournalPage.vue'),
    meta,
  },
  {
    path: '/ledger/manual-journals/:id',
    name: 'manual-journal',
    component: () => import('./ManualJournalPage.vue'),
    meta,
  },
  {
    path: '/ledger/control-accounts',
    name: 'control-accounts',
    component: () => import('./ControlAccountsPage.vue'),
    meta,
  },
  { path: '/ledger/periods', name: 'periods', component: () => import('./PeriodsPage.vue'), meta },
  { path: '/ledger/charts', name: 'charts', component: () => import('./ChartsPage.vue'), meta },
  { path: '/ledger/charts/new', name: 'new-chart', component: () => import('./NewChartPage.vue'), meta },
  { path: '/ledger/charts/:version', name: 'chart', component: () => import('./ChartPage.vue'), meta },
]
