/** The eleven digits of a mainland mobile number however they were typed: "+86 138-0000-5678" -> "13800005678". */
export function phoneDigits(text: string): string {
  const digits = text.normalize('NFKC').replace(/\D/g, '')
  return (digits.length > 11 ? digits.replace(/^0{0,2}86/, '') : digits).slice(0, 11)
}

/** "13800005678" -> "138 0000 5678", also while it is being typed. */
export function spacedPhone(digits: string): string {
  return [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)].filter(Boolean).join(' ')
}
