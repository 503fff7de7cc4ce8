import type { RouteRecordRaw } from 'vue-router'

export const modelRoutes: RouteRecordRaw[] = [
  {
    path: '/models',
    name: 'models',
    component: () => import('./ModelListPage.vue'),
    meta: { section: 'models' },
  },
  {
    path: '/models/:name/:version(\\d+)',
    name: 'model',
    component: () => import('./ModelPage.vue'),
    props: (to) => ({ name: String(to.params.name), version: Number(to.params.version) }),
    meta: { section: 'models' },
  },
]
