import application from '@/features/application/en.json'
import apply from '@/features/apply/en.json'
import contract from '@/features/contract/en.json'
import home from '@/features/home/en.json'
import loan from '@/features/loan/en.json'
import notices from '@/features/notices/en.json'
import payment from '@/features/payment/en.json'
import settings from '@/features/settings/en.json'
import signIn from '@/features/sign-in/en.json'
import shared from '@/shared/inner.en.json'

/** What every page behind the first one says. */
export default {
  ...application,
  ...apply,
  ...contract,
  ...home,
  ...loan,
  ...notices,
  ...payment,
  ...settings,
  ...shared,
  ...signIn,
}
