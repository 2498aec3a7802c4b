import { ScheduledScaling } from "@modules/aws/compute/scheduled-scaling";
import type { Construct } from "constructs";

/** At least ten instances from 8:00 on working days, and two from 20:00. */
export function example(scope: Construct): void {
  const group = { name: "backoffice-web" };
  const timeZone = "Europe/Berlin";

  new ScheduledScaling(scope, "morning", { name: "morning", group, recurrence: "0 8 * * 1-5", timeZone, min: 10 });
  new ScheduledScaling(scope, "evening", { name: "evening", group, recurrence: "0 20 * * 1-5", timeZone, min: 2 });
}
