import type { RouteRecordRaw } from 'vue-router'

export const loanRoutes: RouteRecordRaw[] = []
