import { limitFaults } from "@modules/checks/checks/arguments";
import type { Json } from "@modules/checks/json";
import type { ArgumentLimits } from "@modules/core/arguments";
import { describe, expect, test } from "vitest";

const limits: ArgumentLimits = {
  values: { "settings.tier": ["small", "large"] },
  patterns: { "settings.start": { pattern: /^\d\d:\d\d$/, rule: "a time such as 03:00" } },
  ranges: { "rule.*.port": [1, 65535] },
  exclusive: [["subnet", "network"]],
  together: { "settings.tier": ["settings.start"] },
};

function faults(attributes: Json): string[] {
  return limitFaults({ path: "shop/database", attributes }, limits);
}

describe("values", () => {
  test("fails for a value that the service does not accept", () => {
    expect(faults({ settings: { tier: "huge", start: "03:00" } })).toEqual([
      "shop/database: settings.tier must be small or large, got huge; change it",
    ]);
  });

  test("fails for text that does not match, also in a block written as a list", () => {
    expect(faults({ settings: [{ start: "3am" }] })).toEqual([
      "shop/database: settings.start must be a time such as 03:00, got 3am; change it",
    ]);
  });

  test("fails for a number out of range, under any key", () => {
    expect(faults({ rule: { web: { port: 0 }, api: { port: 443 } } })).toEqual([
      "shop/database: rule.*.port must be 1 to 65535, got 0; change it",
    ]);
  });

  test("accepts an expression", () => {
    expect(faults({ settings: { tier: "${var.tier}", start: "03:00" } })).toEqual([]);
  });
});

describe("combinations", () => {
  test("fails when two arguments that exclude each other are set", () => {
    expect(faults({ subnet: "${a.b.id}", network: "default" })).toEqual([
      "shop/database: only one of subnet, network may be set, got subnet and network; leave the others out",
    ]);
  });

  test("fails when an argument lacks its companion", () => {
    expect(faults({ settings: { tier: "small" } })).toEqual([
      "shop/database: settings.start must be set where settings.tier is, got nothing; set it",
    ]);
  });

  test("accepts arguments within their limits", () => {
    expect(faults({ subnet: "a", settings: { tier: "small", start: "03:00" }, rule: [{ a: { port: 1 } }] })).toEqual(
      [],
    );
  });
});
