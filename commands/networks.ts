/** Compares networks of vendors that stand in this repository with those that the vendors publish. */
import { HEALTH_CHECKERS } from "@modules/aws/dns/health-checkers";
import { CLOUDFLARE_IPV4, CLOUDFLARE_IPV6 } from "@modules/cloudflare/addresses";
import { contains, isCidr } from "@modules/core/cidr";
import { CommandError } from "./error";

/** A list of networks in this repository, and where its vendor publishes it. */
interface NetworkList {
  readonly name: string;
  readonly file: string;
  readonly own: readonly string[];
  readonly url: string;
  /** Reads the networks out of the published text. */
  readonly read: (text: string) => readonly string[];
}

const lines = (text: string) => text.split("\n").filter((line) => line !== "");

export const LISTS: readonly NetworkList[] = [
  {
    name: "Cloudflare's IPv4 networks",
    file: "modules/cloudflare/addresses.ts",
    own: CLOUDFLARE_IPV4,
    url: "https://www.cloudflare.com/ips-v4",
    read: lines,
  },
  {
    name: "Cloudflare's IPv6 networks",
    file: "modules/cloudflare/addresses.ts",
    own: CLOUDFLARE_IPV6,
    url: "https://www.cloudflare.com/ips-v6",
    read: lines,
  },
  {
    name: "Route 53's health checkers",
    file: "modules/aws/dns/health-checkers.ts",
    own: HEALTH_CHECKERS,
    url: "https://ip-ranges.amazonaws.com/ip-ranges.json",
    read: (text) =>
      (JSON.parse(text).prefixes as { service: string; ip_prefix: string }[])
        .filter(({ service }) => service === "ROUTE53_HEALTHCHECKS")
        .map(({ ip_prefix }) => ip_prefix),
  },
];

/**
 * `networks`: prints each list, and returns 1 if one differs. Firewalls drop requests from a network that is missing
 * here, and admit strangers from one that the vendor has given up.
 */
export async function networks(lists = LISTS, download = fetchText): Promise<number> {
  const found = await Promise.all(
    lists.map(async (list) => ({ list, faults: listFaults(list, list.read(await download(list.url))) })),
  );
  for (const { list, faults } of found) {
    console.log(`${faults.length > 0 ? "!!" : "ok"} ${list.name}`);
    for (const fault of faults) {
      console.log(`     ${fault}`);
    }
  }
  return found.some(({ faults }) => faults.length > 0) ? 1 : 0;
}

/** @throws CommandError when the vendor publishes nothing, because an empty answer says nothing about networks */
export function listFaults({ own, file, url }: Omit<NetworkList, "read">, published: readonly string[]): string[] {
  if (published.length === 0) {
    throw new CommandError(`${url}: must list networks, got none; the vendor may have moved the list`);
  }
  const apply = `and apply what \`pnpm affected\` prints`;
  return [
    ...published
      .filter((one) => !own.some((known) => holds(known, one)))
      .map((one) => `${file}: must have ${one}, which ${url} lists; add it before its first request, ${apply}`),
    ...own
      .filter((known) => !published.some((one) => holds(known, one) || holds(one, known)))
      .map((known) => `${file}: must not have ${known}, which ${url} does not list; remove it, ${apply}`),
  ];
}

function holds(outer: string, inner: string): boolean {
  return outer === inner || (isCidr(outer) && isCidr(inner) && contains(outer, inner));
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000) }).catch((error: Error) => {
    throw new CommandError(`${url}: must answer, got: ${error.message}`);
  });
  if (!response.ok) {
    throw new CommandError(`${url}: must answer 200, got ${response.status}`);
  }
  return response.text();
}
