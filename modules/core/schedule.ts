/** A field that admits every value. */
const EVERY = /^[*?]$/;

/**
 * Hours between two runs of a schedule `cron(minutes hours days months weekdays years)` at most: a year for a schedule that
 * names months, otherwise a month for one that names days, a week for one that names weekdays, and a day.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function hoursBetween(schedule: string): number {
  const [, , days = "", months = "", weekdays = ""] = schedule.replace(/^cron\(|\)$/g, "").split(" ");
  const longest = !EVERY.test(months) ? 366 : !EVERY.test(days) ? 31 : !EVERY.test(weekdays) ? 7 : 1;
  return longest * 24;
}
