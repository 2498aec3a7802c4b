import { type CalendarOptions, calendar, calendarFaults, type Entry } from "@modules/checks/calendar/calendar";
import { type PreparedStack, prepare } from "@modules/checks/prepare";
import { build } from "../app/build";
import { checkedEnvironments } from "../app/environments";
import { textTable } from "../app/text-table";
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
    console.log(textTable(COLUMNS, calendar(stacks).map(cells)));
    return 0;
  }
  const faults = calendarFaults(stacks, options);
  for (const fault of faults) {
    console.error(fault);
  }
  return faults.length > 0 ? 1 : 0;
}

const COLUMNS = [{ name: "ends" }, { name: "version" }, { name: "uses", align: "right" }, { name: "source" }] as const;

function cells({ product, cycle, end, uses }: Entry): string[] {
  return [end?.ends ?? "", `${product} ${cycle}`, String(uses.length), end?.source ?? "not in the table"];
}
