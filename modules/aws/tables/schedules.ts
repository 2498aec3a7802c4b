/** Checks of schedules of AWS services, which refuse an invalid schedule only during an apply. */

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Words for the numbers, in ascending order. @default none */
  readonly words?: readonly string[];
  /** Pattern of additional values. @default none */
  readonly special?: RegExp;
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html */
const EVENT_FIELDS: readonly Field[] = [
  { name: "minutes", min: 0, max: 59 },
  { name: "hours", min: 0, max: 23 },
  { name: "day of the month", min: 1, max: 31, special: /^(\?|L|LW|\d+W)$/ },
  { name: "month", min: 1, max: 12, words: MONTHS },
  { name: "day of the week", min: 1, max: 7, words: WEEKDAYS, special: /^(\?|L|[1-7]L|([1-7]|[A-Z]{3})#[1-5])$/ },
  { name: "year", min: 1970, max: 2199 },
];

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html */
const UNIX_FIELDS: readonly Field[] = [
  { name: "minutes", min: 0, max: 59 },
  { name: "hours", min: 0, max: 23 },
  { name: "day of the month", min: 1, max: 31 },
  { name: "month", min: 1, max: 12, words: MONTHS },
  { name: "day of the week", min: 0, max: 7, words: WEEKDAYS },
];

const EXAMPLE = "cron(0 2 * * ? *)";

/**
 * The rule that an expression of EventBridge breaks and its fix, or undefined for a valid `rate(...)` or `cron(...)`.
 */
export function scheduleProblem(text: string): string | undefined {
  const [, kind, inner = ""] = /^(rate|cron)\((.*)\)$/.exec(text) ?? [];
  if (kind === "rate") {
    return rateProblem(inner);
  }
  return kind === "cron"
    ? cronProblem(inner)
    : `must be an EventBridge expression such as rate(1 hour) or ${EXAMPLE}${sixFields(text.split(" ")) || `; write it like ${EXAMPLE}`}`;
}

function rateProblem(inner: string): string | undefined {
  const [, count, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(inner) ?? [];
  if (!count) {
    return "must be rate(<number> <unit>) with a unit of minutes, hours or days; write it as rate(5 minutes)";
  }
  const right = `${count} ${unit}${count === "1" ? "" : "s"}`;
  return inner === right ? undefined : `must have a unit that agrees with its number; write rate(${right})`;
}

function cronProblem(inner: string): string | undefined {
  const fields = inner.split(" ");
  if (fields.length !== EVENT_FIELDS.length) {
    return `must have six fields in cron(...): minutes, hours, day of the month, month, day of the week, year${sixFields(fields) || `; write it like ${EXAMPLE}`}`;
  }
  const problem = fieldsProblem(EVENT_FIELDS, fields);
  if (problem) {
    return problem;
  }
  return (fields[2] === "?") === (fields[4] === "?")
    ? `must have a ? as the day of the month or of the week, and only in one; ${anyDay(fields)}`
    : undefined;
}

/** Suggests the six fields of AWS for the five fields of a crontab, which has no `?`. */
function sixFields(fields: readonly string[]): string {
  return fields.length === 5 && !fieldsProblem(UNIX_FIELDS, fields) ? `; ${anyDay([...fields, "*"])}` : "";
}

function anyDay([minutes, hours, day, month, weekday, year]: readonly string[]): string {
  const days = weekday === "*" || weekday === "?" ? [day === "?" ? "*" : day, month, "?"] : ["?", month, weekday];
  return `write cron(${[minutes, hours, ...days, year].join(" ")})`;
}

/** The rule that a crontab expression of five fields breaks and its fix, or undefined. */
export function crontabProblem(text: string): string | undefined {
  const fields = text.trim().split(/\s+/);
  return fields.length === UNIX_FIELDS.length
    ? fieldsProblem(UNIX_FIELDS, fields)
    : "must be a cron expression with five fields: minutes, hours, day of the month, month, day of the week; write it like 0 8 * * MON-FRI";
}

function fieldsProblem(rules: readonly Field[], fields: readonly string[]): string | undefined {
  const index = rules.findIndex((rule, at) => !accepts(rule, fields[at]!));
  const rule = rules[index];
  return rule && `must have ${rule.min} to ${rule.max} as its ${rule.name}; correct ${fields[index]}`;
}

function accepts({ min, max, words = [], special }: Field, text: string): boolean {
  const number = (value: string): number => {
    const word = words.indexOf(value.toUpperCase());
    return word >= 0 ? min + word : /^\d+$/.test(value) ? Number(value) : Number.NaN;
  };
  const within = (value: string) => number(value) >= min && number(value) <= max;
  return text.split(",").every((part) => {
    if (special?.test(part)) {
      return true;
    }
    const [range = "", step, ...more] = part.split("/");
    const [first = "", last, ...rest] = range.split("-");
    return (
      more.length + rest.length === 0 &&
      (step === undefined || /^[1-9]\d*$/.test(step)) &&
      (range === "*" || (within(first) && (last === undefined || (within(last) && number(first) <= number(last)))))
    );
  });
}
