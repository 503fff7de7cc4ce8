import application from '@/features/application/zh-CN.json'
import apply from '@/features/apply/zh-CN.json'
import contract from '@/features/contract/zh-CN.json'
import home from '@/features/home/zh-CN.json'
import loan from '@/features/loan/zh-CN.json'
import notices from '@/features/notices/zh-CN.json'
import payment from '@/features/payment/zh-CN.json'
import settings from '@/features/settings/zh-CN.json'
import signIn from '@/features/sign-in/zh-CN.json'
import shared from '@/shared/inner.zh-CN.json'

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
