import type { RouteRecordRaw } from 'vue-router'

export const contractRoutes: RouteRecordRaw[] = [
  {
    path: '/applications/:id/contract',
    name: 'contract',
    component: () => import('./ContractPage.vue'),
    props: true,
    meta: { focused: true, title: 'contract.title' },
  },
]
