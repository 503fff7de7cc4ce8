import quote from '@/features/quote/zh-CN.json'
import shared from '@/shared/zh-CN.json'
import ui from '@loanwright/ui/messages/zh-CN.json'
import app from './app.zh-CN.json'

/** What the first page says. */
export default { ...ui, ...app, ...shared, ...quote }
