/** The bank's page for this payment, told where to come back to and which language to speak. */
export function bankPage(payUrl: string, returnTo: string, locale: string): string {
  const url = new URL(payUrl)
  url.searchParams.set('return_to', returnTo)
  url.searchParams.set('lang', locale)
  return url.href
}
