/** Checks the availability zones of an environment with clusters, whose names mean another place in each account. */

import { ZONES_WITHOUT_EKS } from "@modules/aws/tables/eks-zones";
import type { Json } from "@modules/checks/json";
import { environmentName } from "../../app/environments";
import type { NamedStack } from "../stacks";
import { ask } from "./cli";
import type { Finding } from "./finding";

/**
 * Asks AWS which zones the environment's names stand for, in the regions of its clusters. EKS refuses subnets in some
 * zones, after the network is made.
 *
 * @param stacks JSON of the environment's stacks
 * @returns undefined for environments without clusters in AWS
 */
export async function clusterZones(
  checked: NamedStack["environment"],
  stacks: readonly Json[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Finding | undefined> {
  const regions = [
    ...new Set<string>(
      stacks.flatMap(({ resource, provider }) => (resource?.aws_eks_cluster ? [provider.aws[0].region] : [])),
    ),
  ];
  if (regions.length === 0) {
    return undefined;
  }
  return ask("aws", `availability zones of ${environmentName(checked)} for EKS`, env, async (aws) => {
    const answers = await Promise.all(
      regions.map((region) => aws.json("ec2", "describe-availability-zones", "--region", region)),
    );
    const ids = new Map<string, string>(
      answers.flatMap(({ AvailabilityZones: zones }) => zones.map(({ ZoneName, ZoneId }: Json) => [ZoneName, ZoneId])),
    );
    const fix = "name another zone in availabilityZones and in cidrs";
    return zonesIn(checked.environment, regions).flatMap((zone) => {
      const id = ids.get(zone);
      if (id === undefined) {
        return [`${checked.file}: ${zone} must be a zone of the account, got ${[...ids.keys()].join(", ")}; ${fix}`];
      }
      return ZONES_WITHOUT_EKS.includes(id)
        ? [`${checked.file}: ${zone} must be a zone in which EKS makes clusters, got ${id} in this account; ${fix}`]
        : [];
    });
  });
}

/** The zones of the regions that a value names anywhere. */
function zonesIn(value: unknown, regions: readonly string[]): string[] {
  const texts = JSON.stringify(value).match(/"[a-z]{2}(-[a-z]+)+-\d[a-z]"/g) ?? [];
  return [...new Set(texts.map((text) => text.slice(1, -1)))].filter((zone) => regions.includes(zone.slice(0, -1)));
}
