import type { Json } from "@modules/checks/json";
import { SecurityPolicy } from "@modules/google/load-balancing/security-policy";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

test("refuses known attacks and addresses that exceed the rate, and allows the rest last", () => {
  const json = synth((stack) => new SecurityPolicy(stack, "filter", { name: "shop", requestsPerMinute: 600 }));
  const rules: Json[] = only(json, "google_compute_security_policy").rule;
  const last = rules.at(-1);

  expect(rules.map(({ action }) => action)).toEqual(["deny(403)", "deny(403)", "deny(403)", "throttle", "allow"]);
  expect(rules[0].match.expr.expression).toContain("cve-canary");
  expect(rules[3].rate_limit_options).toMatchObject({
    exceed_action: "deny(429)",
    rate_limit_threshold: { count: 600, interval_sec: 60 },
  });
  expect(last).toMatchObject({ priority: 2147483647, match: { config: { src_ip_ranges: ["*"] } } });
});

test("fails on a rate of 0", () => {
  expect(() => synth((stack) => new SecurityPolicy(stack, "filter", { name: "shop", requestsPerMinute: 0 }))).toThrow(
    "filter: requestsPerMinute must be a whole number of at least 1, got 0",
  );
});
