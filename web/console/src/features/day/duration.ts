const MINUTE = 60
const HOUR = 60 * MINUTE

/** A unit of time beside its number: "4.2 s", "1 min 20 s", "2 h 05 min"; `words` gives the units in the reader's language. */
export function spokenDuration(
  seconds: number,
  words: { hours: string; minutes: string; seconds: string },
): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  if (seconds < MINUTE) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} ${words.seconds}`
  if (seconds < HOUR)
    return `${Math.floor(seconds / MINUTE)} ${words.minutes} ${two(seconds % MINUTE)} ${words.seconds}`
  return `${Math.floor(seconds / HOUR)} ${words.hours} ${two((seconds % HOUR) / MINUTE)} ${words.minutes}`
}
