/** Puts together what the page of the report shows. */
import type { PreparedStack } from "@modules/checks/prepare";
import { allowedDrift } from "../../app/drift";
import { accessSections } from "../documents/access-page";
import { calendarRows, policyRows, quotaRows, recoveryRows, roomRows } from "./controls";
import { environmentCards } from "./environments";
import { flow } from "./flow";
import { stackGraph } from "./graph";
import type { Changes } from "./model/changes";
import type { Estate } from "./model/estate";
import { networks } from "./networks";
import { reach } from "./reach";
import { Registry } from "./registry";
import { stackCards } from "./stacks";

/**
 * The estate of the stacks.
 *
 * @param stacks every stack of the app, because what one is made of or reached by may stand in another
 * @param revision commit of the stacks
 */
export function estateOf(stacks: readonly PreparedStack[], revision: string, changes?: Changes): Estate {
  const registry = new Registry(stacks);
  const environments = environmentCards(registry);
  const ids = environments.map(({ id }) => id);
  const cards = stackCards(registry, ids);
  const connections = reach(registry);
  return {
    revision,
    environments,
    stacks: cards,
    resources: registry.resources,
    types: registry.types.list,
    files: registry.files.list,
    regions: registry.regions.list,
    graphs: ids.map((_, index) => stackGraph(cards, index)),
    networks: networks(registry, ids),
    reach: connections,
    flows: ids.map((_, index) =>
      flow(connections, (resource) => cards[registry.resources[resource]!.s]!.environment === index),
    ),
    access: [...accessSections(stacks)].flatMap(([name, sections]) =>
      sections.map((section) => ({ environment: ids.indexOf(name), ...section })),
    ),
    quotas: quotaRows(registry, ids),
    rooms: roomRows(registry),
    calendar: calendarRows(registry),
    ...policyRows(registry),
    recovery: recoveryRows(registry),
    drift: allowedDrift,
    ...(changes && { changes }),
  };
}
