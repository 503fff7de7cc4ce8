import type { ParameterFigureView, Sheet, Unit } from '@loanwright/client'
import { formatAmount, formatRate } from '@loanwright/ui'
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute } from 'vue-router'

export const SHEETS: readonly Sheet[] = ['risk-policy', 'approval-limits']

/** The sheet in the address. */
export function useSheet(): ComputedRef<Sheet> {
  const route = useRoute()
  return computed(() => SHEETS.find((sheet) => sheet === route.params.sheet) ?? 'risk-policy')
}

export interface FigureGroup {
  readonly name: string
  readonly figures: readonly ParameterFigureView[]
}

/** Figures under their headings: "class.loss" stands under "class"; one without a dot under its unit. */
export function grouped(figures: readonly ParameterFigureView[]): FigureGroup[] {
  const groups = new Map<string, ParameterFigureView[]>()
  for (const figure of figures) {
    const name = figure.key.includes('.') ? (figure.key.split('.')[0] ?? '') : figure.unit
    groups.set(name, [...(groups.get(name) ?? []), figure])
  }
  return [...groups].map(([name, items]) => ({ name, figures: items }))
}

/** Names and values of figures in the reader's language. */
export function useFigures() {
  const { t } = useI18n()
  function nameOf(key: string): string {
    const [group = '', member = ''] = key.split('.')
    switch (group) {
      case 'class':
      case 'provision':
        return t(`shared.riskClasses.${member}`)
      case 'accrual':
        return t('parameters.stopsToAccrue')
      case 'stage':
        return t('shared.riskStage', { stage: member })
      case 'book_suspense':
        return t('parameters.bookSuspense')
      default:
        return t(`shared.commands.${key}.name`)
    }
  }
  function valueOf(unit: Unit, value: string | null): string {
    if (value === null) return t('parameters.none')
    switch (unit) {
      case 'days':
        return t('parameters.fromDays', { days: value })
      case 'percent':
        return formatRate(value)
      case 'money':
        return formatAmount({ amount: value, currency: 'CNY' })
    }
  }
  return { nameOf, valueOf }
}
