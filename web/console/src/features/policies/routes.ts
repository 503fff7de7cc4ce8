import type { RouteRecordRaw } from 'vue-router'

export const policyRoutes: RouteRecordRaw[] = [
  {
    path: '/policies',
    name: 'policies',
    component: () => import('./PolicyListPage.vue'),
    meta: { section: 'policies' },
  },
  {
    path: '/policies/:version(\\d+)',
    name: 'policy',
    component: () => import('./PolicyPage.vue'),
    props: (to) => ({ version: Number(to.params.version) }),
    meta: { section: 'policies' },
  },
]

/** All products are decided by this policy. */
export const POLICY = 'consumer-credit'
