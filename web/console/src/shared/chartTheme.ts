import { usePreferences } from '@/app/preferences'
import { computed, type ComputedRef } from 'vue'

export interface ChartColours {
  readonly text: string
  readonly soft: string
  readonly line: string
  readonly primary: string
  readonly received: string
  readonly attention: string
  /** From bad to worst, each darker than the one before. */
  readonly risk: readonly [string, string, string]
  /** Parts of a whole, most telling first; neighbours differ in lightness too. */
  readonly parts: readonly string[]
  readonly font: string
}

const PARTS = [
  '--lw-primary',
  '--lw-attention-line',
  '--lw-received',
  '--lw-line-strong',
  '--lw-attention',
  '--lw-primary-strong',
  '--lw-text-soft',
]

/** The palette as ECharts needs it: plain values, read anew when the light changes. */
export function useChartColours(): ComputedRef<ChartColours> {
  const preferences = usePreferences()
  return computed(() => {
    void preferences.theme
    const style = getComputedStyle(document.documentElement)
    const token = (name: string): string => style.getPropertyValue(name).trim()
    return {
      text: token('--lw-text'),
      soft: token('--lw-text-soft'),
      line: token('--lw-line'),
      primary: token('--lw-primary'),
      received: token('--lw-received'),
      attention: token('--lw-attention-line'),
      risk: [token('--lw-risk-1'), token('--lw-risk-2'), token('--lw-risk-3')],
      parts: PARTS.map(token),
      font: token('--lw-font'),
    }
  })
}

/** "1200000" as "1.2M" / "120万": axis labels only; figures that matter stand in tables, exact. */
export function brief(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}
