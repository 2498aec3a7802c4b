/** Schedules of EventBridge and AWS Backup. */

/** A field that admits every value. */
const EVERY = /^[*?]$/;

const HOURS: Readonly<Record<string, number>> = { minute: 1 / 60, hour: 1, day: 24 };

/**
 * Hours between two runs of a schedule at most. For `cron(minutes hours days months weekdays years)` these are a year when
 * it names months, otherwise a month when it names days, a week when it names weekdays, and a day; `rate(number unit)`
 * says them itself.
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
