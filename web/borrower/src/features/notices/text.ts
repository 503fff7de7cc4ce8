/** A date such as 2026-11-22 stays on one line: its hyphens become unbreakable ones. */
export function unbrokenDates(text: string): string {
  return text.replace(/(\d{4})-(\d\d)-(\d\d)/g, '$1\u2011$2\u2011$3')
}
