import type { RouteRecordRaw } from 'vue-router'

export const applicationRoutes: RouteRecordRaw[] = []
