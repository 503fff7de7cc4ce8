import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'reconciliation' }
const at = '/reconciliation'

export const reconciliationRoutes: RouteRecordRaw[] = [
  { path: at, name: 'reconciliation', component: () => import('./ReconciliationPage.vue'), meta },
  {
    path: `${at}/exceptions/:id`,
    name: 'reconciliation-exception',
    component: () => import('./ExceptionPage.vue'),
    meta,
  },
  {
    path: `${at}/statements/:id`,
    name: 'account-statement',
    component: () => import('./StatementPage.vue'),
    meta,
  },
  {
    path: `${at}/days/:day`,
    name: 'reconciliation-day',
    component: () => import('./DayPage.vue'),
    meta,
  },
]
