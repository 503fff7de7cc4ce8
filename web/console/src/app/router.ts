import { createRouter, createWebHistory, type Router } from 'vue-router'
import { applicationRoutes } from '@/features/applications/routes'
import { dayRoutes } from '@/features/day/routes'
import { flowRoutes } from '@/features/flow/routes'
import { fraudRoutes } from '@/features/fraud/routes'
import { ledgerRoutes } from '@/features/ledger/routes'
import { loanRoutes } from '@/features/loans/routes'
import { modelRoutes } from '@/features/models/routes'
import { operationsRoutes } from '@/features/operations/routes'
import { overviewRoutes } from '@/features/overview/routes'
import { parameterRoutes } from '@/features/parameters/routes'
import { partnerRoutes } from '@/features/partners/routes'
import { paymentRoutes } from '@/features/payments/routes'
import { reconciliationRoutes } from '@/features/reconciliation/routes'
import { requestRoutes } from '@/features/requests/routes'
import { policyRoutes } from '@/features/policies/routes'
import { signInRoutes } from '@/features/sign-in/routes'
import { home } from './navigation'
import { useSession } from './session'

declare module 'vue-router' {
  interface RouteMeta {
    /** Anybody may see it; every other page asks for a sign-in first. */
    open?: boolean
    /** Which entry of the menu it belongs to. */
    section?: string
  }
}

export function createConsoleRouter(): Router {
  const router = createRouter({
    history: createWebHistory('/console/'),
    routes: [
      { path: '/', name: 'home', redirect: () => home(useSession().may) },
      ...signInRoutes,
      ...overviewRoutes,
      ...applicationRoutes,
      ...fraudRoutes,
      ...loanRoutes,
      ...requestRoutes,
      ...paymentRoutes,
      ...reconciliationRoutes,
      ...dayRoutes,
      ...ledgerRoutes,
      ...flowRoutes,
      ...policyRoutes,
      ...parameterRoutes,
      ...partnerRoutes,
      ...modelRoutes,
      ...operationsRoutes,
      { path: '/:unknown(.*)*', name: 'unknown', component: () => import('./UnknownPage.vue') },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach((to) => {
    if (to.meta.open || useSession().signedIn) return true
    return { name: 'sign-in', query: { next: to.fullPath } }
  })
  router.onError((_error, to) => refetchApp(router.resolve(to).href))
  return router
}

/** A page whose code cannot be fetched is one of an older release: the newest app has it. Offline, it stays as it is. */
function refetchApp(address: string): void {
  if (navigator.onLine) location.assign(address)
}
