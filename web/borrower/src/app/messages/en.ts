import quote from '@/features/quote/en.json'
import shared from '@/shared/en.json'
import ui from '@loanwright/ui/messages/en.json'
import app from './app.en.json'

/** What the first page says. */
export default { ...ui, ...app, ...shared, ...quote }
