/** Conditions of a row as one line people type: "points >= 620; term_months < 24". */
export function conditionsFrom(line: string): Record<string, string> {
  const parts = line.split(/[;；]/).map((part) => part.trim())
  const pairs = parts.filter(Boolean).map((part) => {
    const name = /^\w+/.exec(part)?.[0] ?? part
    return [name, part.slice(name.length).trim()] as const
  })
  return Object.fromEntries(pairs)
}

export function conditionLine(when: Readonly<Record<string, string>>): string {
  return Object.entries(when)
    .map(([name, condition]) => `${name} ${condition}`)
    .join('; ')
}
