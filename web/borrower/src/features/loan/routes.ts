import type { RouteRecordRaw } from 'vue-router'

export const loanRoutes: RouteRecordRaw[] = [
  {
    path: '/loans/:id',
    name: 'loan',
    component: () => import('./LoanPage.vue'),
    props: true,
    meta: { place: 'home', title: 'loan.title' },
  },
  {
    path: '/loans/:id/draw',
    name: 'draw',
    component: () => import('./DrawPage.vue'),
    props: true,
    meta: { focused: true, title: 'loan.line.title' },
  },
]
