import { describe, expect, test } from "vitest";
import { stacks } from "../support/stacks";
import { cloudflare } from "./cloudflare";
import { compute } from "./compute";
import { database, protection } from "./database";
import { edge } from "./edge";
import { googleData } from "./google-data";
import { googleNetwork } from "./google-network";
import { identity } from "./identity";
import { kubernetes } from "./kubernetes";
import { network } from "./network";
import { Resources, type Rule, violations, waives } from "./rule";
import { storage } from "./storage";
import { waivers } from "./waivers";

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
