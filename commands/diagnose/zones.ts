/** Checks the availability zones of an environment with clusters, whose names mean another place in each account. */

import { existsSync } from "node:fs";
import { ZONES_WITHOUT_EKS } from "@modules/aws/tables/eks-zones";
import type { Json } from "@modules/checks/json";
import { environmentName } from "../../app/environments";
import { onPath } from "../credentials";
import { run } from "../run";
import type { NamedStack } from "../stacks";
import type { Finding } from "./finding";

/**
 * Asks AWS which zones the environment's names stand for, in the regions of its clusters. EKS refuses subnets in some
 * zones, after the network is made.
 *
 * @param stacks JSON of the environment's stacks
 */
export async function clusterZones(
  checked: NamedStack["environment"],
  stacks: readonly Json[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Finding> {
  const subject = `availability zones of ${environmentName(checked)} for EKS`;
  if (!onPath("aws", { env, exists: existsSync })) {
    return { subject, faults: [], skipped: "the AWS CLI is not installed" };
  }
  const regions = new Set<string>(
    stacks.flatMap(({ resource, provider }) => (resource?.aws_eks_cluster ? [provider.aws[0].region] : [])),
  );
  const answers = await Promise.all(
    [...regions].map((region) =>
      run("aws", ["ec2", "describe-availability-zones", "--region", region, "--output", "json"], { env }),
    ),
  );
  const failed = answers.find(({ status }) => status !== 0);
  if (failed) {
    return { subject, faults: [], skipped: failed.output.trim().split("\n").at(-1) || "no answer" };
  }
  const ids = new Map<string, string>(
    answers.flatMap(({ stdout }) =>
      JSON.parse(stdout).AvailabilityZones.map(({ ZoneName, ZoneId }: Json) => [ZoneName, ZoneId]),
    ),
  );
  const fix = "name another zone in availabilityZones and in cidrs";
  return {
    subject,
    faults: zonesIn(checked.environment, [...regions]).flatMap((zone) => {
      const id = ids.get(zone);
      if (id === undefined) {
        return [`${checked.file}: ${zone} must be a zone of the account, got ${[...ids.keys()].join(", ")}; ${fix}`];
      }
      return ZONES_WITHOUT_EKS.includes(id)
        ? [`${checked.file}: ${zone} must be a zone in which EKS makes clusters, got ${id} in this account; ${fix}`]
        : [];
    }),
  };
}

/** The zones of the regions that a value names anywhere. */
function zonesIn(value: unknown, regions: readonly string[]): string[] {
  const texts = JSON.stringify(value).match(/"[a-z]{2}(-[a-z]+)+-\d[a-z]"/g) ?? [];
  return [...new Set(texts.map((text) => text.slice(1, -1)))].filter((zone) => regions.includes(zone.slice(0, -1)));
}
