/** Schedules of EventBridge and AWS Backup. */

/** A field that matches every value. */
const EVERY = /^[*?]$/;

const HOURS: Readonly<Record<string, number>> = { minute: 1 / 60, hour: 1, day: 24 };

/**
 * Maximum number of hours between two runs of a schedule: the interval of `rate(number unit)`. An expression
 * `cron(minutes hours days months weekdays years)` counts as a year when it restricts months, as 31 days when it
 * restricts days, as a week when it restricts weekdays, and otherwise as a day.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function hoursBetween(schedule: string): number {
  const [, number, unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  if (number) {
    return Number(number) * HOURS[unit]!;
  }
  const [, , days = "", months = "", weekdays = ""] = schedule.replace(/^cron\(|\)$/g, "").split(" ");
  const longest = !EVERY.test(months) ? 366 : !EVERY.test(days) ? 31 : !EVERY.test(weekdays) ? 7 : 1;
  return longest * 24;
}
