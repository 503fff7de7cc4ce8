import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'parameters' }

export const parameterRoutes: RouteRecordRaw[] = [
  { path: '/parameters', name: 'parameters', redirect: '/parameters/risk-policy' },
  {
    path: '/parameters/:sheet(risk-policy|approval-limits)',
    name: 'parameter-sheet',
    component: () => import('./SheetPage.vue'),
    meta,
  },
  {
    path: '/parameters/:sheet(risk-policy|approval-limits)/new',
    name: 'new-parameters',
    component: () => import('./NewVersionPage.vue'),
    meta,
  },
  {
    path: '/parameters/:sheet(risk-policy|approval-limits)/:version(\\d+)',
    name: 'parameter-version',
    component: () => import('./VersionPage.vue'),
    meta,
  },
]
