/** A share between 0 and 1 as people read it: 0.1234 as "12.3%". */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}
