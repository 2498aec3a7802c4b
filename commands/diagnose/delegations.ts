/** Checks that the parent of an environment's domain delegates to its zone, which certificates wait for. */
import { Resolver } from "node:dns/promises";
import { existsSync } from "node:fs";
import { environmentName } from "../../app/environments";
import { onPath } from "../credentials";
import { run } from "../run";
import type { NamedStack } from "../stacks";
import { lastLine } from "./aws";
import type { Finding } from "./finding";

/** Names without the dot at their end, which answers of DNS and of AWS have or leave out. */
const plain = (names: readonly string[]) => names.map((name) => name.toLowerCase().replace(/\.$/, "")).sort();

/**
 * Compares the name servers of the zone in Route 53 with those that the public DNS answers for the domain. ACM validates no
 * certificate before they agree, and an apply waits 75 minutes for one.
 *
 * @param resolve name servers of a domain in the public DNS
 */
export async function delegation(
  checked: NamedStack["environment"],
  env: NodeJS.ProcessEnv = process.env,
  resolve: (domain: string) => Promise<string[]> = (name) => new Resolver({ timeout: 5_000, tries: 1 }).resolveNs(name),
): Promise<Finding> {
  const { environment, file } = checked;
  const { domain } = environment;
  const subject = `delegation of ${domain} (${environmentName(checked)})`;
  if (!onPath("aws", { env, exists: existsSync })) {
    return { subject, faults: [], skipped: "the AWS CLI is not installed" };
  }
  const aws = (...args: string[]) => run("aws", ["route53", ...args, "--output", "json"], { env });
  const zones = await aws("list-hosted-zones-by-name", "--dns-name", domain, "--max-items", "1");
  if (zones.status !== 0) {
    return { subject, faults: [], skipped: lastLine(zones.output) };
  }
  const [zone] = JSON.parse(zones.stdout).HostedZones;
  if (zone?.Name !== `${domain}.`) {
    return { subject, faults: [], skipped: "the zone does not exist yet; apply the stack dns" };
  }
  const found = await aws("get-hosted-zone", "--id", zone.Id);
  if (found.status !== 0) {
    return { subject, faults: [], skipped: lastLine(found.output) };
  }
  const own = plain(JSON.parse(found.stdout).DelegationSet.NameServers);
  const answered = plain(await resolve(domain).catch(() => []));
  return {
    subject,
    faults: answered.some((name) => own.includes(name))
      ? []
      : [
          `${file}: the parent of ${domain} must delegate to ${own.join(", ")}, got ${answered.join(", ") || "no name servers"}; set them at the registrar, or in nameServers of the owner.ts whose environment has the parent, before you apply more than dns`,
        ],
  };
}
