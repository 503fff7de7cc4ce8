import quote from '@/features/quote/en.json'
import signIn from '@/features/sign-in/en.json'
import home from '@/features/home/en.json'
import apply from '@/features/apply/en.json'
import application from '@/features/application/en.json'
import contract from '@/features/contract/en.json'
import loan from '@/features/loan/en.json'
import payment from '@/features/payment/en.json'
import notices from '@/features/notices/en.json'
import settings from '@/features/settings/en.json'
import shared from '@/shared/en.json'
import ui from '@loanwright/ui/messages/en.json'
import app from './app.en.json'

export default {
  ...ui,
  ...app,
  ...shared,
  ...quote,
  ...signIn,
  ...home,
  ...apply,
  ...application,
  ...contract,
  ...loan,
  ...payment,
  ...notices,
  ...settings,
}
