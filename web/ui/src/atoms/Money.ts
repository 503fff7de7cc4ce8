import { h, type FunctionalComponent } from 'vue'
import { amountParts, type Amount } from '../format/money'

/** An amount with a smaller sign and lighter cents. Written without a template: no space may creep in between. */
export const Money: FunctionalComponent<{ value: Amount }> = ({ value }) => {
  const parts = amountParts(value)
  return h('span', { class: 'lw-money' }, [
    parts.minus,
    h('span', { class: 'lw-money-sign' }, parts.sign),
    parts.whole,
    h('span', { class: 'lw-money-decimals' }, parts.decimals),
  ])
}
Money.props = ['value']
