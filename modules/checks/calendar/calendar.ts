/** The ends of support of what stacks use. */
import type { Check } from "../checks/check";
import { groupBy } from "../model/values";
import { date, expiry } from "../policies/policies";
import { isExpired, type Waiver } from "../policies/rule";
import type { PreparedStack } from "../prepare";
import { ENDS, type End } from "./ends";
import { type Use, usesOf } from "./uses";

/** Days before an end from which it is a fault. */
const NOTICE_DAYS = 90;

export interface Entry {
  readonly product: string;
  readonly cycle: string;
  /** The row of the table. @default none: the table lacks the version */
  readonly end?: End;
  readonly uses: readonly Use[];
}

/** An end of support that is accepted for a while. */
export interface EndWaiver {
  readonly product: string;
  /** Release cycle, such as "1.35". */
  readonly cycle: string;
  readonly reason: string;
  /** The team or person who answers for the exception. */
  readonly owner: string;
  /** Last day of the exception, such as "2027-06-30". */
  readonly expires: string;
}

export interface CalendarOptions {
  /** Waivers of policies, of which the expired ones are faults. @default none */
  readonly waivers?: readonly Waiver[];
  /** @default none */
  readonly ends?: readonly EndWaiver[];
  /** Such as "2027-06-30". @default the current date */
  readonly today?: string;
}

/** Every version in use, the earliest end first, those without a known end last. */
export function calendar(stacks: readonly PreparedStack[]): Entry[] {
  return [...groupBy(usesOf(stacks), ({ product, cycle }) => `${product} ${cycle}`).values()]
    .map((uses): Entry => {
      const { product, cycle } = uses[0]!;
      const end = ENDS.find((one) => one.product === product && ["*", cycle].includes(one.cycle));
      return { product, cycle, end, uses };
    })
    .sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

const keyOf = ({ product, cycle, end }: Entry) => `${end?.ends ?? "9"} ${product} ${cycle}`;

/** Entries whose end is past, or less than 90 days away. */
export function dueEntries(stacks: readonly PreparedStack[], today: string): Entry[] {
  const horizon = date(new Date(Date.parse(today) + NOTICE_DAYS * 24 * 60 * 60 * 1000));
  return calendar(stacks).filter(({ end }) => end?.ends !== undefined && end.ends <= horizon);
}

/** A check for `warnings` of a synthesis: ends of support that are near and not waived. */
export function calendarWarnings({ ends = [], today = date(new Date()) }: CalendarOptions = {}): Check {
  return (stacks) =>
    dueEntries(stacks, today)
      .filter((entry) => !ends.some((waiver) => isFor(waiver, entry)))
      .map((entry) => `warning: ${dueLine(entry)}`);
}

/**
 * Every fault that depends on the date, a line each: ends of support less than 90 days away without a waiver, versions
 * that the table lacks, waivers past their last day, and waivers of ends that are not near.
 */
export function calendarFaults(stacks: readonly PreparedStack[], options: CalendarOptions = {}): string[] {
  const { waivers = [], ends = [], today = date(new Date()) } = options;
  const due = dueEntries(stacks, today);
  const held = ends.filter((waiver) => waiver.expires >= today);
  return [
    ...due.filter((entry) => !held.some((waiver) => isFor(waiver, entry))).map(dueLine),
    ...calendar(stacks)
      .filter(({ end }) => !end)
      .map(
        ({ product, cycle, uses }) =>
          `${uses[0]!.place}: ${product} ${cycle} must have a row in the table of ends, got none; add it to ENDS with its source`,
      ),
    ...ends
      .filter((waiver) => !due.some((entry) => isFor(waiver, entry)))
      .map(
        ({ product, cycle }) =>
          `waivers: the waiver of the end of ${product} ${cycle} must be for a version in use whose end is near, got none; remove it`,
      ),
    ...waivers.filter((waiver) => isExpired(waiver, today)).map(expiry),
  ];
}

function isFor(waiver: EndWaiver, { product, cycle }: Entry): boolean {
  return waiver.product === product && waiver.cycle === cycle;
}

function dueLine({ product, cycle, end, uses }: Entry): string {
  const more = uses.length > 1 ? ` and ${uses.length - 1} more` : "";
  return `${uses[0]!.place}${more}: ${product} ${cycle} must be supported for ${NOTICE_DAYS} days, got an end on ${end!.ends}; upgrade it (${end!.source})`;
}
