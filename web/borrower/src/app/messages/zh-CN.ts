import quote from '@/features/quote/zh-CN.json'
import signIn from '@/features/sign-in/zh-CN.json'
import home from '@/features/home/zh-CN.json'
import apply from '@/features/apply/zh-CN.json'
import application from '@/features/application/zh-CN.json'
import contract from '@/features/contract/zh-CN.json'
import loan from '@/features/loan/zh-CN.json'
import payment from '@/features/payment/zh-CN.json'
import notices from '@/features/notices/zh-CN.json'
import settings from '@/features/settings/zh-CN.json'
import shared from '@/shared/zh-CN.json'
import ui from '@loanwright/ui/messages/zh-CN.json'
import app from './app.zh-CN.json'

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
