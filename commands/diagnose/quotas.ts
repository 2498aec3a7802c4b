/** Compares the quotas that an environment's file names with those that AWS has granted. */

import { QUOTAS, type QuotaName } from "@modules/aws/quotas";
import { environmentName } from "../../app/environments";
import type { NamedStack } from "../stacks";
import { ask } from "./cli";
import type { Finding } from "./finding";

/**
 * Service and code of the quotas that Service Quotas answers for.
 * https://docs.aws.amazon.com/servicequotas/latest/userguide/gs-request-quota.html
 */
const CODES: Partial<Readonly<Record<QuotaName, readonly [service: string, code: string]>>> = {
  onDemandStandardVcpus: ["ec2", "L-1216C47A"],
  onDemandGVcpus: ["ec2", "L-DB2E81BA"],
  onDemandPVcpus: ["ec2", "L-417A185B"],
  spotStandardVcpus: ["ec2", "L-34B43A08"],
  spotGVcpus: ["ec2", "L-3819A6DF"],
  spotPVcpus: ["ec2", "L-7212CCBC"],
  fargateVcpus: ["fargate", "L-3032A538"],
  vpcs: ["vpc", "L-F678F1CE"],
  elasticIps: ["ec2", "L-0263D0A3"],
  natGatewaysPerZone: ["vpc", "L-FE5A380F"],
  subnetsPerVpc: ["vpc", "L-407747CB"],
  rulesPerSecurityGroup: ["vpc", "L-0EA8095F"],
  securityGroupsPerInterface: ["vpc", "L-2AFB9258"],
  buckets: ["s3", "L-DC2B2D3D"],
};

/**
 * Asks AWS for the quotas of `account.quotas`, in the environment's region. Synthesis has compared the resources with
 * those; an apply fails when AWS has not granted them.
 *
 * @returns undefined for environments that name none for which Service Quotas answers
 */
export async function quotas(
  checked: NamedStack["environment"],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Finding | undefined> {
  const { region, quotas: named = {} } = checked.environment.account;
  const asked = (Object.entries(named) as [QuotaName, number][]).filter(([name]) => CODES[name] !== undefined);
  if (asked.length === 0) {
    return undefined;
  }
  return ask("aws", `quotas of ${environmentName(checked)}`, env, async (aws) => {
    const faults = await Promise.all(
      asked.map(async ([name, wanted]) => {
        const [service, code] = CODES[name]!;
        const quota = ["--service-code", service, "--quota-code", code];
        const { Quota: found } = await aws.json("service-quotas", "get-service-quota", ...quota, "--region", region);
        return found.Value < wanted
          ? [
              `${checked.file}: account.quotas.${name} must be granted, got ${found.Value} of ${wanted} ${QUOTAS[name].words} in ${region}; run \`aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${wanted} --region ${region}\``,
            ]
          : [];
      }),
    );
    return faults.flat();
  });
}
