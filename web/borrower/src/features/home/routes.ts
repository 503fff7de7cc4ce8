import type { RouteRecordRaw } from 'vue-router'

export const homeRoutes: RouteRecordRaw[] = []
