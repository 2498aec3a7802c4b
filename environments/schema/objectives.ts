import { z } from "zod";

const percent = z.number().refine((value) => value > 0 && value < 100, {
  error: "must be above 0 and below 100, as 100 leaves no error budget",
});

/** Service level objectives of a service. Alarms watch how fast failures use up the error budget. */
export const serviceObjectives = z.strictObject({
  /** Days of the rolling window, 7 to 30. */
  windowDays: z.int().min(7).max(30).default(30),
  /** Percentage of the requests whose response has no status of 500 to 599. @default no objective */
  availabilityPercent: percent.optional(),
  /** Response times for percentages of the requests: 95 for a 95th percentile. */
  latency: z
    .array(z.strictObject({ percent, milliseconds: z.int().min(1) }))
    .refine((targets) => new Set(targets.map((target) => target.percent)).size === targets.length, {
      error: "must have one target for each percentage",
    })
    .default([]),
});
