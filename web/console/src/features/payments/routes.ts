import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'payments' }

export const paymentRoutes: RouteRecordRaw[] = [
  { path: '/payments', name: 'payments', component: () => import('./PaymentsPage.vue'), meta },
  { path: '/payments/orders/:id', name: 'payment-order', component: () => import('./OrderPage.vue'), meta },
]
