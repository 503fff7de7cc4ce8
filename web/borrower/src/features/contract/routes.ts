import type { RouteRecordRaw } from 'vue-router'

export const contractRoutes: RouteRecordRaw[] = []
