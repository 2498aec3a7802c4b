import type { Json } from "@modules/checks/json";
import { FirewallRule } from "@modules/cloudflare/rules/firewall-rule";
import type { Phase } from "@modules/cloudflare/rules/phases";
import { type ZoneRule, ZoneRules } from "@modules/cloudflare/rules/zone-rules";
import type { Plan } from "@modules/cloudflare/zone/plan";
import { only } from "@modules/testing/resources";
import { synth, synthAll, testStack } from "@modules/testing/synth";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import { exampleZone } from "../support";

const PHASE = "http_request_firewall_custom";

interface Added extends Partial<ZoneRule> {
  readonly id: string;
  readonly phase?: Phase;
}

/** Rules that block the path of their own name by default. */
function rules(added: readonly Added[], plan?: Plan): Json {
  return synth((stack) => {
    const all = new ZoneRules(stack, "rules", { zone: exampleZone(stack, plan) });
    for (const { id, phase = PHASE, ...rule } of added) {
      const expression = `http.request.uri.path eq "/${id}"`;
      all.add(new Construct(stack, id), phase, { description: id, expression, action: "block", ...rule });
    }
  });
}

function refs(json: Json): string[] {
  return only(json, "cloudflare_ruleset").rules.map(({ ref }: Json) => ref);
}

test("makes one ruleset for the rules of a phase", () => {
  expect(only(rules([{ id: "one" }, { id: "two" }]), "cloudflare_ruleset")).toMatchObject({
    zone_id: "${cloudflare_zone.zone.id}",
    kind: "zone",
    phase: PHASE,
    rules: [
      { ref: "one", description: "one", action: "block", enabled: true },
      { ref: "two", enabled: true },
    ],
  });
});

test("makes no ruleset for a phase without rules", () => {
  expect(rules([]).resource.cloudflare_ruleset).toBeUndefined();
});

test("names the address of a ruleset after its phase", () => {
  const { cloudflare_ruleset } = rules([
    { id: "one" },
    { id: "two", phase: "http_request_dynamic_redirect", action: "redirect" },
  ]).resource;

  expect(Object.keys(cloudflare_ruleset).map((address) => address.replace(/_[0-9A-F]{8}$/, ""))).toEqual([
    "rules_http-request-firewall-custom",
    "rules_http-request-dynamic-redirect",
  ]);
});

test("sorts rules by their order, then by creation", () => {
  expect(refs(rules([{ id: "b", order: 1 }, { id: "last", order: 9 }, { id: "c", order: 1 }, { id: "a" }]))).toEqual([
    "a",
    "b",
    "c",
    "last",
  ]);
});

test("accepts rules from later stacks", () => {
  const { zone } = synthAll((app) => {
    const stack = testStack(app, "zone");
    const all = new ZoneRules(stack, "rules", { zone: exampleZone(stack) });
    new FirewallRule(testStack(app, "later"), "late", { rules: all, description: "Late", expression: "ssl" });
  });

  expect(only(zone!, "cloudflare_ruleset").rules).toMatchObject([{ ref: "late", expression: "ssl" }]);
});

const many = (count: number): Added[] => Array.from({ length: count }, (_, index) => ({ id: `rule-${index}` }));

test.each<[string, readonly Added[], Plan, string]>([
  [
    "a ref that another rule of the phase has",
    [{ id: "one" }, { id: "two", ref: "one" }],
    "business",
    "two: ref must be unique in http_request_firewall_custom, got one, the ref of stack/one",
  ],
  [
    "two rules that do the same",
    [
      { id: "one", expression: "ssl" },
      { id: "two", expression: "ssl" },
    ],
    "business",
    "two: rule must be different from every other rule of http_request_firewall_custom, got the same as stack/one",
  ],
  [
    "an action of another phase",
    [{ id: "one", action: "set_config" }],
    "business",
    "one: action must be block or challenge or js_challenge or managed_challenge or log or skip in",
  ],
  ["the log action below the enterprise plan", [{ id: "one", action: "log" }], "business", "got log, which needs the"],
  [
    "six rules on the free plan",
    many(6),
    "free",
    "rule must be one of at most 5 in http_request_firewall_custom on the",
  ],
  [
    "21 rules on the pro plan",
    many(21),
    "pro",
    "rule must be one of at most 20 in http_request_firewall_custom on the pro",
  ],
  ["an invalid expression", [{ id: "one", expression: "(ssl" }], "free", "one: expression must close each"],
])("fails on %s", (_, added, plan, message) => {
  expect(() => rules(added, plan)).toThrow(message);
});

test("accepts as many rules as the plan has", () => {
  expect(refs(rules(many(20), "pro"))).toHaveLength(20);
});

test("lets overrides replace arguments of every ruleset", () => {
  const json = synth((stack) => {
    const overrides = { description: "Rules of the shop" };
    const all = new ZoneRules(stack, "rules", { zone: exampleZone(stack), overrides });
    new FirewallRule(stack, "block", { rules: all, description: "Block", expression: "ssl" });
  });

  expect(only(json, "cloudflare_ruleset").description).toBe("Rules of the shop");
});
