import { createSocket } from "node:dgram";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { delegation, nameServersOf } from "../../../commands/diagnose/delegations";
import { withPrograms } from "../../support/programs";
import { checked, named } from "./environments.fixture";

describe("delegation of the domain", () => {
  /** A fake Route 53 that returns these zones one after the other. */
  const route53 = (...zones: readonly object[]) =>
    withPrograms({
      aws: `case "$2 $4" in
        "list-hosted-zones-by-name "*) echo '${JSON.stringify({ HostedZones: zones })}';;
        "get-hosted-zone PUBLIC") echo '{"DelegationSet":{"NameServers":["ns-1.example.net","ns-2.example.org"]}}';;
        "get-hosted-zone "*) echo '{"VPCs":[]}';;
      esac`,
    });
  const publicZone = (one: typeof checked) => ({
    Name: `${one.environment.domain}.`,
    Id: "PUBLIC",
    Config: { PrivateZone: false },
  });
  const zone = (one = checked) => route53(publicZone(one));
  const answers =
    (...names: string[]) =>
    async () =>
      names;
  const fails = (code: string) => async () => Promise.reject(Object.assign(new Error(`queryNs ${code}`), { code }));

  test("leads to the zone, whatever the case and the dots", async () => {
    expect((await delegation(checked, zone(), answers("NS-1.example.net."))).faults).toEqual([]);
  });

  test("leads to the public zone beside a private one of the name", async () => {
    const both = route53({ ...publicZone(checked), Id: "PRIVATE", Config: { PrivateZone: true } }, publicZone(checked));

    expect(await delegation(checked, both, answers("ns-1.example.net"))).toMatchObject({ faults: [] });
    expect((await delegation(checked, both, answers("ns.elsewhere.net"))).faults).toHaveLength(1);
  });

  test.each([
    ["leads elsewhere", answers("ns.elsewhere.net"), "got ns.elsewhere.net;"],
    ["is missing", fails("ENOTFOUND"), "got no name servers;"],
    ["is empty", fails("ENODATA"), "got no name servers;"],
    ["leads to servers without the zone", fails("ESERVFAIL"), "got name servers that do not have the zone;"],
  ])("is refused where it %s, because certificates would wait for it", async (_, resolve, got) => {
    const { faults } = await delegation(checked, zone(), resolve);

    expect(faults).toEqual([
      expect.stringContaining(
        `the parent of ${checked.environment.domain} must delegate to ns-1.example.net, ns-2.example.org, ${got}`,
      ),
    ]);
  });

  test.each([
    [
      "lp-production",
      "; apply the stack cloudflare-zone, which delegates it, before you apply stacks with certificates",
    ],
    [
      "dafnckmachine-staging",
      "; put them into cloudflare.delegations of environments/dafnckmachine/production.ts, which reads nameServers of owner.ts, and apply the stack of that zone before",
    ],
    ["phoenix-rooivalk-production", "; set them at the registrar before"],
  ])("of %s is given by its parent", async (name, fix) => {
    const one = named(name);

    expect((await delegation(one, zone(one), fails("ENOTFOUND"))).faults).toEqual([expect.stringContaining(fix)]);
  });

  test.each(["ETIMEOUT", "ECONNREFUSED", "EREFUSED"])("is left out when DNS ends with %s", async (code) => {
    expect(await delegation(checked, zone(), fails(code))).toMatchObject({
      faults: [],
      skipped: `the DNS servers of this machine do not answer: ${code}`,
    });
  });

  test("does not wait long for DNS servers that do not answer", async () => {
    const silent = createSocket("udp4").bind(0, "127.0.0.1");
    await once(silent, "listening");
    const servers = [`127.0.0.1:${silent.address().port}`];
    const start = Date.now();
    const ask = (domain: string) => nameServersOf(domain, { servers, timeoutMilliseconds: 50 });

    expect(await delegation(checked, zone(), ask)).toMatchObject({
      faults: [],
      skipped: expect.stringMatching(/ETIMEOUT$/),
    });
    expect(Date.now() - start).toBeLessThan(5_000);
    silent.close();
  });

  test("is left out before the zone exists, and when AWS does not answer", async () => {
    expect(await delegation(checked, route53({ Name: "other.example.", Id: "PUBLIC" }))).toMatchObject({
      faults: [],
      skipped: "the zone does not exist yet; apply the stack dns",
    });
    expect(await delegation(checked, withPrograms({ aws: "echo Denied; exit 1" }))).toMatchObject({
      skipped: "Denied",
    });
    expect(await delegation(checked, { PATH: "/nowhere" })).toMatchObject({ skipped: expect.any(String) });
  });
});
