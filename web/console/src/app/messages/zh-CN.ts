import applications from '@/features/applications/zh-CN.json'
import day from '@/features/day/zh-CN.json'
import flow from '@/features/flow/zh-CN.json'
import fraud from '@/features/fraud/zh-CN.json'
import ledger from '@/features/ledger/zh-CN.json'
import loans from '@/features/loans/zh-CN.json'
import models from '@/features/models/zh-CN.json'
import operations from '@/features/operations/zh-CN.json'
import overview from '@/features/overview/zh-CN.json'
import parameters from '@/features/parameters/zh-CN.json'
import partners from '@/features/partners/zh-CN.json'
import payments from '@/features/payments/zh-CN.json'
import reconciliation from '@/features/reconciliation/zh-CN.json'
import requests from '@/features/requests/zh-CN.json'
import policies from '@/features/policies/zh-CN.json'
import signIn from '@/features/sign-in/zh-CN.json'
import shared from '@/shared/zh-CN.json'
import ui from '@loanwright/ui/messages/zh-CN.json'
import app from '../zh-CN.json'

export default {
  ...ui,
  ...app,
  ...shared,
  applications,
  day,
  flow,
  fraud,
  ledger,
  loans,
  models,
  operations,
  overview,
  parameters,
  partners,
  payments,
  reconciliation,
  requests,
  policies,
  signIn,
}
