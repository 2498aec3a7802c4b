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

test("counts the clients of proxies, and refuses other sources", () => {
  const sourceCidrs = Array.from({ length: 12 }, (_, index) => `198.51.100.${index}/32`);
  const { rule, advanced_options_config } = only(
    synth((stack) => {
      new SecurityPolicy(stack, "filter", { name: "shop", sourceCidrs, clientAddressHeader: "X-Client" });
    }),
    "google_compute_security_policy",
  );
  const throttling: Json[] = rule.filter(({ action }: Json) => action === "throttle");

  expect(advanced_options_config).toEqual({ user_ip_request_headers: ["X-Client"] });
  // A rule has at most ten ranges.
  expect(throttling.map(({ match }) => match.config.src_ip_ranges)).toEqual([
    sourceCidrs.slice(0, 10),
    sourceCidrs.slice(10),
  ]);
  expect(new Set(throttling.map(({ priority }) => priority)).size).toBe(2);
  expect(throttling.map(({ rate_limit_options }) => rate_limit_options.enforce_on_key)).toEqual(["USER_IP", "USER_IP"]);
  expect(rule.at(-1)).toMatchObject({ priority: 2147483647, action: "deny(403)" });
});

test("fails on a header that every source could forge, and on an empty list of sources", () => {
  const policy = (props: object) => () =>
    synth((stack) => new SecurityPolicy(stack, "filter", { name: "shop", ...props }));

  expect(policy({ clientAddressHeader: "X-Client" })).toThrow(
    "filter: clientAddressHeader must be set with sourceCidrs, as others could forge it, got X-Client",
  );
  expect(policy({ sourceCidrs: [] })).toThrow("filter: sourceCidrs must be a list of at least 1 entry, got none");
});

test("fails on a rate of 0", () => {
  expect(() => synth((stack) => new SecurityPolicy(stack, "filter", { name: "shop", requestsPerMinute: 0 }))).toThrow(
    "filter: requestsPerMinute must be a whole number of at least 1, got 0",
  );
});
