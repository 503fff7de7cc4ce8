import type { RouteRecordRaw } from 'vue-router'
import QuotePage from './QuotePage.vue'

export const quoteRoutes: RouteRecordRaw[] = [
  { path: '/', name: 'quote', component: QuotePage, meta: { open: true, title: 'quote.title' } },
]
