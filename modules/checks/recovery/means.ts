/** How data comes back after a loss: what each means loses, and how long it takes. */
import type { Loss } from "@modules/core/recovery";

/** A step of a recovery, with the minutes that it takes at most. */
export interface Step {
  readonly text: string;
  readonly minutes: number;
}

/** A way in which a store survives a loss. */
export interface Means {
  readonly loss: Loss;
  /** Such as "replica west in us-west-2". */
  readonly by: string;
  /** Minutes of writes that are lost at most. */
  readonly lostMinutes: number;
  /** The fact that `lostMinutes` follows from. */
  readonly because: string;
  readonly steps: readonly Step[];
}

/** Minutes until the store serves again. */
export function downMinutes({ steps }: Pick<Means, "steps">): number {
  return steps.reduce((sum, { minutes }) => sum + minutes, 0);
}

/** Steps that the service takes by itself. */
export const failsOver: readonly Step[] = [{ text: "the service fails over automatically", minutes: 2 }];

/** A standby that receives every write, in a second zone. */
export const zoneStandby: Means = {
  loss: "zone",
  by: "standby in a second zone",
  lostMinutes: 0,
  because: "writes reach both",
  steps: failsOver,
};

/** Nothing is down: the service keeps copies in several zones. */
export const unharmed: readonly Step[] = [];

/** A copy that clients read as it is, after health checks of DNS have turned them to it. */
export const readsCopy: readonly Step[] = [
  { text: "three failed health checks", minutes: 2 },
  { text: "DNS answers expire", minutes: 1 },
];

/** Promotion of a copy that follows its source. */
export const promotes: readonly Step[] = [
  { text: "an alarm notifies a person, who decides", minutes: 3 },
  { text: "the copy is promoted", minutes: 5 },
  { text: "clients get its address", minutes: 2 },
];

/** A restore into a new resource. @param gibibytes size of the data, where the configuration tells it */
export function restores(gibibytes = 0): readonly Step[] {
  return [
    { text: "a person looks for the last good state", minutes: 10 },
    {
      text: gibibytes > 0 ? `${gibibytes} GiB are restored` : "it is restored",
      minutes: 20 + Math.ceil(gibibytes / 100),
    },
    { text: "a person checks it and replaces the old one with it", minutes: 15 },
  ];
}

/** Means of a store against a loss, the one that loses least first. */
export function meansAgainst(all: readonly Means[], loss: Loss): Means[] {
  return all
    .filter((means) => means.loss === loss)
    .sort((a, b) => a.lostMinutes - b.lostMinutes || downMinutes(a) - downMinutes(b));
}
