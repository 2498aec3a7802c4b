import { beforeEach, expect, test, vi } from "vitest";
import { LISTS, listFaults, networks } from "../../commands/networks";

let output: string[];

beforeEach(() => {
  output = [];
  vi.spyOn(console, "log").mockImplementation((text) => output.push(text));
});

/** The response of a vendor that lists networks, as text or in Amazon's JSON. */
function answer(url: string, networksOf: readonly string[]): string {
  const prefixes = networksOf.map((ip_prefix) => ({ ip_prefix, service: "ROUTE53_HEALTHCHECKS" }));
  return url.endsWith(".json")
    ? JSON.stringify({ prefixes: [{ ip_prefix: "3.5.140.0/22", service: "S3" }, ...prefixes] })
    : `${networksOf.join("\n")}\n`;
}

const ownOf = (url: string) => LISTS.find((list) => list.url === url)!.own;

test("passes while the vendors publish the networks of this repository", async () => {
  expect(await networks(LISTS, async (url) => answer(url, ownOf(url)))).toBe(0);
  expect(output).toEqual([
    "ok Cloudflare's IPv4 networks",
    "ok Cloudflare's IPv6 networks",
    "ok Route 53's health checkers",
  ]);
});

test.each(LISTS.map(({ url, file }) => [url, file]))("names a network that %s has added", async (added, file) => {
  const status = await networks(LISTS, async (url) =>
    answer(url, [...ownOf(url), ...(url === added ? ["203.0.113.0/24"] : [])]),
  );

  expect(status).toBe(1);
  expect(output.filter((line) => line.includes("203.0.113.0/24"))).toEqual([
    expect.stringContaining(`${file}: must have 203.0.113.0/24, which ${added} lists; add it`),
  ]);
});

const list = { name: "Shop", file: "shop.ts", url: "https://example.com/ips" };

test("names a network that the vendor no longer publishes", () => {
  expect(listFaults({ ...list, own: ["198.51.100.0/24", "203.0.113.0/24"] }, ["198.51.100.0/24"])).toEqual([
    expect.stringContaining(
      "shop.ts: must not have 203.0.113.0/24, which https://example.com/ips does not list; remove it",
    ),
  ]);
});

test("accepts a network inside of one of this repository", () => {
  expect(listFaults({ ...list, own: ["15.177.0.0/18"] }, ["15.177.2.0/23", "15.177.18.0/23"])).toEqual([]);
});

test("fails when a vendor publishes nothing", async () => {
  await expect(networks(LISTS, async (url) => answer(url, []))).rejects.toThrow(
    "https://www.cloudflare.com/ips-v4: must list networks, got none",
  );
});
