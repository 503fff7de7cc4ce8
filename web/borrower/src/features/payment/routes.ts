import type { RouteRecordRaw } from 'vue-router'

const meta = { focused: true, title: 'payment.title' }

export const paymentRoutes: RouteRecordRaw[] = [
  { path: '/loans/:id/pay', name: 'pay', component: () => import('./PayPage.vue'), props: true, meta },
  {
    path: '/loans/:id/prepay',
    name: 'prepay',
    component: () => import('./PrepayPage.vue'),
    props: true,
    meta,
  },
  {
    path: '/loans/:id/payoff',
    name: 'payoff',
    component: () => import('./PayoffPage.vue'),
    props: true,
    meta,
  },
  {
    path: '/loans/:id/payments/:request',
    name: 'payment',
    component: () => import('./PaymentPage.vue'),
    props: true,
    meta,
  },
]
