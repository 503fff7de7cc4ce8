/** An ID number as it stands on the card, however it was typed or pasted: "11010519491231002ｘ" -> "...002X". */
export function idNumberText(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9X]/g, '')
    .slice(0, 18)
}
