/** Cloudflare has one ruleset for each zone and phase: two stacks with one each would take turns. */
import { expect, test } from "vitest";
import { zoneStackOf } from "../../../app/policies/cloudflare";
import { type Resource, Resources } from "../../../app/policies/rule";
import { stacks } from "../../support/stacks";
import type { Json } from "../../support/synth";

/** Rulesets whose zone, by its domain, and phase another has. */
function twice(all: Readonly<Record<string, Json>>): string[] {
  const resources = new Resources(all);
  const keyOf = (ruleset: Resource) => {
    const zone = resources.of("cloudflare_zone").find(({ stack }) => stack === zoneStackOf(ruleset));
    return `${zone?.block.name} ${ruleset.block.phase}`;
  };
  const rulesets = resources.of("cloudflare_ruleset");
  return rulesets
    .filter((one) => rulesets.some((other) => other !== one && keyOf(other) === keyOf(one)))
    .map(({ stack, name }) => `${stack} ${name}`);
}

const zone = { cloudflare_zone: { zone: { name: "example.com" } } };
const ofRemote = "${data.terraform_remote_state.cross-stack-reference-input-shop-zone.outputs.id}";

test("gives each phase of a zone one ruleset in all stacks", () => {
  expect(new Resources(stacks).of("cloudflare_ruleset")).not.toEqual([]);
  expect(twice(stacks)).toEqual([]);
});

test("fails on a second one, in whichever stack", () => {
  const cache = (zone_id: string) => ({
    cloudflare_ruleset: { cache: { zone_id, phase: "http_request_cache_settings" } },
  });
  const all = {
    "shop-zone": { resource: { ...zone, ...cache("${cloudflare_zone.zone.id}") } },
    "shop-edge": { resource: cache(ofRemote) },
  };

  expect(twice(all)).toEqual(["shop-zone cache", "shop-edge cache"]);
});
