import { type CalendarOptions, calendar, calendarFaults, type Entry } from "@modules/checks/calendar/calendar";
import { type PreparedStack, prepare } from "@modules/checks/prepare";
import { build } from "../app/build";
import { checkedEnvironments } from "../app/environments";
import { endWaivers, waivers } from "../app/waivers";
import { platforms } from "../stacks/platforms";

/**
 * Prints every version in use with the end of its support. A check prints what ends in less than 90 days and the waivers
 * past their last day, and fails if there are any.
 */
export async function calendarCommand(
  { check = false }: { readonly check?: boolean },
  stacks: readonly PreparedStack[] = prepare(build(checkedEnvironments(platforms))),
  options: CalendarOptions = { waivers, ends: endWaivers },
): Promise<number> {
  if (!check) {
    console.log(calendar(stacks).map(line).join("\n"));
    return 0;
  }
  const faults = calendarFaults(stacks, options);
  for (const fault of faults) {
    console.error(fault);
  }
  return faults.length > 0 ? 1 : 0;
}

function line({ product, cycle, end, uses }: Entry): string {
  return `${(end?.ends ?? "").padEnd(10)}  ${`${product} ${cycle}`.padEnd(64)}  ${String(uses.length).padStart(3)}  ${end?.source ?? "not in the table"}`;
}
