import { describe, expect, test } from "vitest";
import { cloudflare } from "../../../app/policies/cloudflare";
import { compute } from "../../../app/policies/compute";
import { database, protection } from "../../../app/policies/database";
import { edge } from "../../../app/policies/edge";
import { googleData } from "../../../app/policies/google-data";
import { googleNetwork } from "../../../app/policies/google-network";
import { identity } from "../../../app/policies/identity";
import { kubernetes } from "../../../app/policies/kubernetes";
import { network } from "../../../app/policies/network";
import { Resources, type Rule, violations, waives } from "../../../app/policies/rule";
import { storage } from "../../../app/policies/storage";
import { waivers } from "../../../app/policies/waivers";
import { stacks } from "../../support/stacks";

const rules: Rule[] = [
  ...network,
  ...storage,
  ...database,
  ...protection,
  ...compute,
  ...identity,
  ...edge,
  ...cloudflare,
  ...googleData,
  ...googleNetwork,
  ...kubernetes,
];
const all = new Resources(stacks);

describe.each(rules)("$name", (rule) => {
  test("holds everywhere but where a waiver says why not", () => {
    const unexcused = violations(rule, all).filter(
      (violation) => !waivers.some((waiver) => waives(waiver, rule.name, violation)),
    );

    expect(unexcused).toEqual([]);
  });

  test("fails where it is broken", () => {
    const broken = new Resources({ "shop-production-data": { resource: { [rule.type]: { broken: rule.broken } } } });

    expect(violations(rule, broken)).toHaveLength(1);
  });
});

test.each(waivers)("still needs the waiver of '$rule' for $where", (waiver) => {
  const rule = rules.find(({ name }) => name === waiver.rule);

  expect(rule).toBeDefined();
  expect(violations(rule!, all).some((violation) => waives(waiver, waiver.rule, violation))).toBe(true);
});
