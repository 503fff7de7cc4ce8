import applications from '@/features/applications/en.json'
import day from '@/features/day/en.json'
import flow from '@/features/flow/en.json'
import fraud from '@/features/fraud/en.json'
import ledger from '@/features/ledger/en.json'
import loans from '@/features/loans/en.json'
import models from '@/features/models/en.json'
import operations from '@/features/operations/en.json'
import overview from '@/features/overview/en.json'
import parameters from '@/features/parameters/en.json'
import partners from '@/features/partners/en.json'
import payments from '@/features/payments/en.json'
import reconciliation from '@/features/reconciliation/en.json'
import requests from '@/features/requests/en.json'
import policies from '@/features/policies/en.json'
import signIn from '@/features/sign-in/en.json'
import shared from '@/shared/en.json'
import ui from '@loanwright/ui/messages/en.json'
import app from '../en.json'

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
