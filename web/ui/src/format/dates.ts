import type { Locale } from './locale'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Calendar days are not instants: read at UTC midnight and shown at UTC, no time zone can shift them. */
function calendarDay(date: string): Date {
  return new Date(`${date}T00:00:00Z`)
}

/** "2026-11-22" -> "2026年11月22日" / "22 November 2026". */
export function spokenDate(date: string, locale: Locale): string {
  const language = locale === 'en' ? 'en-GB' : locale
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(calendarDay(date))
}

/** "2026-11-22" -> "11月22日" / "22 November", where the year is plain from what stands around it. */
export function spokenDay(date: string, locale: Locale): string {
  const language = locale === 'en' ? 'en-GB' : locale
  const style = { day: 'numeric', month: 'long', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(language, style).format(calendarDay(date))
}

/** Days from one calendar day to another; negative when `until` lies before. */
export function daysBetween(from: string, until: string): number {
  return Math.trunc((calendarDay(until).getTime() - calendarDay(from).getTime()) / DAY)
}

/** The calendar day that lies `days` before another. */
export function daysBefore(date: string, days: number): string {
  return new Date(calendarDay(date).getTime() - days * DAY).toISOString().slice(0, 10)
}

/** "2026-11-22 14:05", in the reader's time zone: for tables. */
export function tableInstant(instant: string): string {
  const at = new Date(instant)
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`
}

/** "3 minutes ago", "in 2 hours", "yesterday": how far an instant lies from `now`. */
export function relativeInstant(instant: string, now: Date, locale: Locale): string {
  const distance = new Date(instant).getTime() - now.getTime()
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const magnitude = Math.abs(distance)
  if (magnitude < HOUR) return format.format(Math.trunc(distance / MINUTE), 'minute')
  if (magnitude < DAY) return format.format(Math.trunc(distance / HOUR), 'hour')
  return format.format(Math.trunc(distance / DAY), 'day')
}
