/** Compares the quotas that an environment's file names with those that AWS has granted. */

import { existsSync } from "node:fs";
import { QUOTAS, type QuotaName } from "@modules/aws/quotas";
import { environmentName } from "../../app/environments";
import { onPath } from "../credentials";
import { run } from "../run";
import type { NamedStack } from "../stacks";
import { lastLine } from "./aws";
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
 */
export async function quotas(
  checked: NamedStack["environment"],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Finding> {
  const { region, quotas: named = {} } = checked.environment.account;
  const subject = `quotas of ${environmentName(checked)}`;
  const asked = (Object.entries(named) as [QuotaName, number][]).filter(([name]) => CODES[name] !== undefined);
  if (asked.length === 0) {
    return { subject, faults: [], skipped: "its file names none that Service Quotas answers for" };
  }
  if (!onPath("aws", { env, exists: existsSync })) {
    return { subject, faults: [], skipped: "the AWS CLI is not installed" };
  }
  const answers = await Promise.all(
    asked.map(async ([name, wanted]) => {
      const [service, code] = CODES[name]!;
      const args = ["--service-code", service, "--quota-code", code, "--region", region, "--output", "json"];
      const answer = await run("aws", ["service-quotas", "get-service-quota", ...args], { env });
      return { name, wanted, service, code, answer };
    }),
  );
  const silent = answers.find(({ answer }) => answer.status !== 0);
  if (silent) {
    return { subject, faults: [], skipped: lastLine(silent.answer.output) };
  }
  return {
    subject,
    faults: answers.flatMap(({ name, wanted, service, code, answer }) => {
      const granted: number = JSON.parse(answer.stdout).Quota.Value;
      return granted < wanted
        ? [
            `${checked.file}: account.quotas.${name} must be granted, got ${granted} of ${wanted} ${QUOTAS[name].words} in ${region}; run \`aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${wanted} --region ${region}\``,
          ]
        : [];
    }),
  };
}
