import type { RouteRecordRaw } from 'vue-router'

export const settingsRoutes: RouteRecordRaw[] = [
  {
    path: '/me',
    name: 'settings',
    component: () => import('./SettingsPage.vue'),
    meta: { open: true, title: 'settings.title' },
  },
]
