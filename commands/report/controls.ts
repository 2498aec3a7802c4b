/** Quotas and room, ends of support, policies, recovery and drift, from the models that synthesis checks. */
import { RESERVED_ADDRESSES } from "@modules/aws/tables/reserved-addresses";
import { calendar } from "@modules/checks/calendar/calendar";
import { googleQuotaRooms } from "@modules/checks/checks/google-quotas";
import { quotaRooms } from "@modules/checks/checks/quotas";
import { resourceGraph } from "@modules/checks/model/resources";
import { addressUsages } from "@modules/checks/model/subnet-counts";
import { groupBy, isKnownText, sum } from "@modules/checks/model/values";
import { report } from "@modules/checks/policies/report";
import { waives } from "@modules/checks/policies/rule";
import { appPolicies } from "../../app/policies";
import { endWaivers, waivers } from "../../app/waivers";
import { asJson, linesOf } from "../recovery";
import type { CalendarRow, QuotaRow, RecoveryRow, RoomRow, RuleRow, WaiverRow } from "./model/controls";
import type { Registry } from "./registry";
import { environmentOf } from "./stacks";

/** Usage of the quotas of AWS and Google Cloud, the fullest first; quotas that no environment states come last. */
export function quotaRows({ stacks }: Registry, environments: readonly string[]): QuotaRow[] {
  return [...quotaRooms(stacks), ...googleQuotaRooms(stacks)]
    .map(({ example, ...usage }) => ({ ...usage, environment: environments.indexOf(environmentOf(example.stack)) }))
    .sort((a, b) => shareOf(b) - shareOf(a));
}

const shareOf = ({ count, peak, limit }: Pick<QuotaRow, "count" | "peak" | "limit">) =>
  limit === undefined ? -1 : Math.max(count, peak) / Math.max(limit, 0.5);

/** Addresses of the subnets of AWS, the fullest first. */
export function roomRows(registry: Registry): RoomRow[] {
  return [...groupBy(addressUsages(resourceGraph(registry.stacks)), ({ subnet }) => subnet)]
    .flatMap(([subnet, usages]): RoomRow[] => {
      const cidr = subnet.attributes.cidr_block;
      return isKnownText(cidr)
        ? [
            {
              resource: registry.resource(subnet),
              cidr,
              free: 2 ** (32 - Number(cidr.split("/")[1])) - RESERVED_ADDRESSES,
              count: sum(usages.map(({ count }) => count)),
              peak: sum(usages.map(({ peak }) => peak)),
            },
          ]
        : [];
    })
    .sort((a, b) => b.peak / b.free - a.peak / a.free);
}

export function calendarRows({ stacks }: Registry): CalendarRow[] {
  return calendar(stacks).map(({ product, cycle, end, uses }) => {
    const waiver = endWaivers.find((one) => one.product === product && one.cycle === cycle);
    return {
      product,
      cycle,
      ...(end && { ends: end.ends, source: end.source }),
      places: [...new Set(uses.map(({ place }) => place))],
      ...(waiver && { waived: `${waiver.reason} (${waiver.owner}, until ${waiver.expires})` }),
    };
  });
}

export function policyRows({ stacks }: Registry): { rules: RuleRow[]; waivers: WaiverRow[] } {
  const found = report(stacks, appPolicies);
  const waived = found.flatMap(({ id, waived: places }) => places.map(({ place }) => ({ id, place })));
  return {
    rules: found.map(({ catalogs: _, waived: places, ...rule }) => ({ ...rule, waived: places.length })),
    waivers: [
      ...waivers.map((waiver) => ({
        ...waiver,
        places: waived.filter(({ id, place }) => waives(waiver, id, place)).length,
      })),
      ...endWaivers.map(({ product, cycle, ...waiver }) => ({
        rule: "end of support",
        where: `${product} ${cycle}`,
        ...waiver,
        places: calendar(stacks).find((one) => one.product === product && one.cycle === cycle)?.uses.length ?? 0,
      })),
    ].sort((a, b) => (a.expires < b.expires ? -1 : 1)),
  };
}

export function recoveryRows({ stacks }: Registry): RecoveryRow[] {
  return linesOf(stacks)
    .map(asJson)
    .map(({ store, kind, loss, objective, best, accepted, met }) => ({
      store,
      kind,
      loss,
      by: best?.by ?? "",
      because: best?.because ?? "",
      ...(best && { lostMinutes: best.lostMinutes, downMinutes: best.downMinutes }),
      ...(objective && { promisedLost: objective.lostMinutes, promisedDown: objective.downMinutes }),
      ...(objective?.runbook && { runbook: objective.runbook }),
      ...(accepted && { accepted }),
      isMet: met,
    }));
}
