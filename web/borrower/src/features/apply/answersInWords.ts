import type { ApplicationView, DraftForm } from '@loanwright/client'
import { formatAmount, formatBriefly, type Amount } from '@loanwright/ui'
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useTermWords } from '@/shared/term'
import { REGIONS } from './regions'

export interface AnswerLine {
  readonly label: string
  readonly value: string
  /** Where it can be changed; what was asked for itself is changed by a new application. */
  readonly step?: string
}

/** Everything about to be handed in, as sentences to check. */
export function useAnswersInWords(
  application: ApplicationView,
  answers: DraftForm,
): ComputedRef<AnswerLine[]> {
  const { t, locale } = useI18n()
  const { term } = useTermWords()
  const none = (): string => t('apply.review.none')
  const amount = (value: Amount | null | undefined): string => (value ? formatAmount(value) : none())

  function employment(): string {
    const work = answers.employment
    if (!work) return none()
    const since = t('apply.review.since', { date: work.since })
    return [t(`answers.employment.${work.kind}`), work.employer, since].filter(Boolean).join(' · ')
  }
  function region(): string {
    const found = REGIONS.find((each) => each.zh === answers.region)
    return (locale.value === 'en' ? found?.en : answers.region) ?? none()
  }
  function account(): string {
    const to = answers.payout_account
    return to ? `${to.bank} ${to.number.replace(/(.{4})(?=.)/g, '$1 ')} · ${to.holder}` : none()
  }

  return computed(() => [
    {
      label: t('apply.review.wish'),
      value: `${formatBriefly(application.amount)} · ${term(application.rhythm, application.periods)} · ${t(`method.${application.method}`)}`,
    },
    { label: t('apply.review.purpose'), value: t(`purpose.${application.purpose}`) },
    { label: t('apply.identity.name'), value: answers.name ?? none(), step: 'identity' },
    { label: t('apply.identity.idNumber'), value: answers.id_number ?? none(), step: 'identity' },
    { label: t('apply.region.label'), value: region(), step: 'region' },
    { label: t('apply.region.address'), value: answers.address ?? none(), step: 'region' },
    { label: t('apply.review.property'), value: t(`answers.property.${answers.property}`), step: 'property' },
    { label: t('apply.review.work'), value: employment(), step: 'employment' },
    { label: t('apply.amount.monthly_income'), value: amount(answers.monthly_income), step: 'income' },
    { label: t('apply.contact.label'), value: answers.contact_phone ?? none(), step: 'contact' },
    {
      label: t('apply.amount.existing_debt_monthly'),
      value: amount(answers.existing_debt_monthly),
      step: 'debt',
    },
    { label: t('apply.amount.savings'), value: amount(answers.savings), step: 'savings' },
    { label: t('apply.review.account'), value: account(), step: 'account' },
  ])
}
