/** Checks that the parent of an environment's domain delegates to its zone, which certificates wait for. */
import { Resolver } from "node:dns/promises";
import type { Json } from "@modules/checks/json";
import { checkedEnvironments, environmentName } from "../../app/environments";
import { type NamedEnvironment, parentZoneOf } from "../../environments/schema/between-environments";
import { platforms } from "../../stacks/platforms";
import type { NamedStack } from "../stacks";
import { ask } from "./cli";
import type { Finding } from "./finding";

type Environment = NamedStack["environment"];

/** Names without the dot at their end, which answers of DNS and of AWS have or leave out. */
const plain = (names: readonly string[]) => names.map((name) => name.toLowerCase().replace(/\.$/, "")).sort();

/** Errors of DNS that say nothing about the domain: its server did not answer this machine. */
const SILENCE = ["ECONNREFUSED", "EREFUSED", "ETIMEOUT"];

export interface ResolveOptions {
  /** Addresses of DNS servers, with their ports. @default those of this machine */
  readonly servers?: readonly string[];
  /** Time that a server has for its answer. @default 5000 */
  readonly timeoutMilliseconds?: number;
}

/** Name servers of a domain. DNS is asked twice, because a packet may be lost. */
export function nameServersOf(
  domain: string,
  { servers, timeoutMilliseconds = 5_000 }: ResolveOptions = {},
): Promise<string[]> {
  const resolver = new Resolver({ timeout: timeoutMilliseconds, tries: 2 });
  if (servers) {
    resolver.setServers(servers);
  }
  return resolver.resolveNs(domain);
}

/**
 * Compares the name servers of the zone in Route 53 with those that DNS answers for the domain. ACM validates no
 * certificate before they agree, and an apply waits 75 minutes for one. A private zone of the same name, which has no
 * name servers on the internet, is not the one.
 *
 * @param resolve name servers of a domain in DNS
 */
export async function delegation(
  checked: Environment,
  env: NodeJS.ProcessEnv = process.env,
  resolve: (domain: string) => Promise<string[]> = (name) => nameServersOf(name),
): Promise<Finding> {
  const { domain } = checked.environment;
  const subject = `delegation of ${domain} (${environmentName(checked)})`;
  return ask("aws", subject, env, async (aws) => {
    // Zones of one name follow one another.
    const { HostedZones: zones } = await aws.json(
      ...["route53", "list-hosted-zones-by-name", "--dns-name", domain, "--max-items", "20"],
    );
    const zone = zones.find(({ Name, Config }: Json) => Name === `${domain}.` && !Config?.PrivateZone);
    if (!zone) {
      return { subject, faults: [], skipped: "the zone does not exist yet; apply the stack dns" };
    }
    const { DelegationSet: set } = await aws.json("route53", "get-hosted-zone", "--id", zone.Id);
    const own = plain(set.NameServers);
    const { names, error } = await resolve(domain).then(
      (found) => ({ names: plain(found), error: undefined }),
      ({ code, message }: NodeJS.ErrnoException) => ({ names: [], error: code ?? message }),
    );
    if (error && SILENCE.includes(error)) {
      return { subject, faults: [], skipped: `the DNS servers of this machine do not answer: ${error}` };
    }
    // A resolver reports a server failure when the servers that the parent names do not have the zone.
    const got = error === "ESERVFAIL" ? "name servers that do not have the zone" : names.join(", ");
    return names.some((name) => own.includes(name))
      ? []
      : [
          `${checked.file}: the parent of ${domain} must delegate to ${own.join(", ")}, got ${got || "no name servers"}; ${fixFor(checked)} before you apply stacks with certificates`,
        ];
  });
}

/** The zone that delegates the domain is the environment's own Cloudflare zone, that of another environment, or one at a registrar. */
function fixFor(checked: NamedEnvironment): string {
  const { cloudflare, domain } = checked.environment;
  if (cloudflare && domain.endsWith(`.${cloudflare.zone}`)) {
    return "apply the stack cloudflare-zone, which delegates it,";
  }
  const parent = parentZoneOf(checked, checkedEnvironments(platforms));
  return parent
    ? `put them into ${parent.field} of ${parent.environment.file}, which reads nameServers of owner.ts, and apply the stack of that zone`
    : "set them at the registrar";
}
