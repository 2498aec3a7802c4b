import { CloudflareProvider } from "@cdktf/provider-cloudflare/lib/provider";
import { Ruleset } from "@cdktf/provider-cloudflare/lib/ruleset";
import { Zone } from "@cdktf/provider-cloudflare/lib/zone";
import { faultsOf } from "@modules/testing/faults";
import { type App, LocalBackend, TerraformStack } from "cdktf";
import { expect, test } from "vitest";

function cloudflareStack(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new LocalBackend(stack, { path: `${id}.tfstate` });
  new CloudflareProvider(stack, "cloudflare", {});
  return stack;
}

function zone(stack: TerraformStack, name = "example.com"): Zone {
  return new Zone(stack, name, { name, account: { id: "023e105f4ecef8ad9ca31a8372d0c353" } });
}

function ruleset(stack: TerraformStack, id: string, zoneId: string, phase = "http_request_cache_settings"): Ruleset {
  return new Ruleset(stack, id, { name: id, kind: "zone", phase, zoneId, rules: [] });
}

test("fails on a second ruleset of a phase, in whichever stack", () => {
  const faults = faultsOf((app) => {
    const edge = cloudflareStack(app, "edge");
    const { id } = zone(edge);
    ruleset(edge, "cache", id);
    ruleset(cloudflareStack(app, "shop"), "own-cache", id);
  });

  expect(faults).toEqual([
    "edge/cache, shop/own-cache: phase must have one ruleset in a zone or account, got 2 of http_request_cache_settings; write all rules into one of them",
  ]);
});

test("accepts other phases of a zone, and the same phase of other zones", () => {
  const faults = faultsOf((app) => {
    const edge = cloudflareStack(app, "edge");
    const { id } = zone(edge);
    ruleset(edge, "cache", id);
    ruleset(edge, "redirects", id, "http_request_dynamic_redirect");
    ruleset(edge, "other-cache", zone(edge, "example.net").id);
  });

  expect(faults).toEqual([]);
});
