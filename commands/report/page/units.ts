/** Minutes as people say them, such as "4 h" or "26 h". */
export function duration(minutes: number): string {
  if (minutes < 120) {
    return `${minutes} min`;
  }
  return minutes < 72 * 60 ? `${trimmed(minutes / 60)} h` : `${trimmed(minutes / 1440)} d`;
}

function trimmed(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A number with its noun, such as "1 stack" or "1,689 resources". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** Days from today to a date such as "2027-06-30"; negative when it is past. */
export function daysUntil(date: string, now = Date.now()): number {
  return Math.ceil((Date.parse(`${date}T23:59:59Z`) - now) / 86_400_000) - 1;
}
