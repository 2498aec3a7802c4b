import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/freeagentics/production";
import { stacks } from "../../../support/stacks";

const zone = stacks["freeagentics-production-cloudflare-zone"]!;
const cloudflare = production.cloudflare!;
const records = Object.values<Json>(zone.resource.cloudflare_dns_record);

test("creates the zone and refuses to delete it", () => {
  expect(only(zone, "cloudflare_zone")).toMatchObject({
    name: cloudflare.zone,
    lifecycle: { prevent_destroy: true },
  });
});

test("delegates the environment's own domain to the four name servers of its Route 53 zone", () => {
  const own = records.filter(({ name }) => name === production.domain);

  expect(own).toHaveLength(4);
  for (const { type, content } of own) {
    expect(type).toBe("NS");
    expect(content).toContain("freeagentics-production-dns");
  }
});

test("delegates domains of other environments to the name servers in the environment's data", () => {
  const delegations = Object.entries(cloudflare.delegations ?? {});

  expect(delegations.length).toBeGreaterThan(0);
  for (const [domain, nameServers] of delegations) {
    const servers = records.filter(({ name }) => name === domain).map(({ content }) => content);
    expect(servers).toEqual(nameServers);
  }
});

test("outputs the name servers and the DS record that the registrar needs", () => {
  expect(zone.output["name-servers"].value).toBe("${cloudflare_zone.zone.name_servers}");
  expect(zone.output["ds-record"].value).toBe("${cloudflare_zone_dnssec.dnssec.ds}");
});

test("is left out without Cloudflare settings", () => {
  expect(Object.keys(stacks)).not.toContain("freeagentics-development-cloudflare-zone");
});

test("mails the environment's recipients about attacks and unreachable origins", () => {
  const policies = Object.values<Json>(zone.resource.cloudflare_notification_policy);

  expect(policies.map(({ alert_type }) => alert_type)).toEqual(
    expect.arrayContaining(["dos_attack_l7", "real_origin_monitoring"]),
  );
  for (const { mechanisms } of policies) {
    expect(mechanisms.email.map(({ id }: { id: string }) => id)).toEqual(production.alerts.emails);
  }
});
