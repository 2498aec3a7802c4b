/** The environments at a glance. */
import type { Json } from "@modules/checks/json";
import { blocksOf } from "@modules/checks/model/blocks";
import { groupBy } from "@modules/checks/model/values";
import type { RecoveryObjectives } from "@modules/core/recovery";
import { EnvironmentStack } from "../../stacks/base/environment-stack";
import { TITLES } from "../documents/all";
import { entryPoints } from "../documents/entry-points";
import { countByCloud } from "./clouds";
import type { EnvironmentCard, Objective } from "./model/estate";
import type { Registry } from "./registry";
import { environmentOf } from "./stacks";

const ORDER = ["production", "staging", "development"];

export function environmentCards(registry: Registry): EnvironmentCard[] {
  return [...groupBy(registry.stacks, environmentOf)]
    .flatMap(([id, stacks]): EnvironmentCard[] => {
      const { stack } = stacks[0]!;
      if (!(stack instanceof EnvironmentStack)) {
        return [];
      }
      const { platform, name, account, deletionProtection, tags, recoveryObjectives } = stack.environment;
      const { secondaryRegions = {} } = stack.environment as Json;
      const blocks = stacks.flatMap(blocksOf).filter(({ kind }) => kind === "resource");
      return [
        {
          id,
          platform,
          title: TITLES[platform]!,
          name,
          account: account.id,
          regions: [account.region, ...Object.keys(secondaryRegions)],
          owner: tags.Owner,
          costCenter: tags.CostCenter,
          file: `environments/${platform}/${name}.ts`,
          isProtected: deletionProtection,
          counts: countByCloud(blocks.map(({ type }) => type)),
          entryPoints: stacks.flatMap((one) =>
            entryPoints(one.json).map(({ host, address }) => ({
              host,
              resource: registry.at(`${one.id} ${address}`)!,
            })),
          ),
          objectives: objectivesOf(recoveryObjectives ?? {}),
        },
      ];
    })
    .sort((a, b) => a.platform.localeCompare(b.platform) || ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
}

function objectivesOf(objectives: RecoveryObjectives): Objective[] {
  return Object.entries(objectives).flatMap(([kind, losses]) =>
    Object.entries(losses ?? {}).flatMap(([loss, objective]) => (objective ? [{ kind, loss, ...objective }] : [])),
  );
}
