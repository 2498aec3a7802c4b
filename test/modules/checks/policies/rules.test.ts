import { policies } from "@modules/checks/policies/all";
import { Resources } from "@modules/checks/policies/resources";
import { type Rule, violations } from "@modules/checks/policies/rule";
import { catalogsOf } from "@modules/checks/policies/topics";
import { usePolicies } from "@modules/checks/policies/use/all";
import { describe, expect, test } from "vitest";

const rules = [...policies, ...usePolicies];

/** Violations of the rule in an app with this resource, named "it", and with other resources. */
function violationsOf(rule: Rule, block: object, isProtected = true, beside: Rule["beside"] = {}): string[] {
  const resource = { ...beside, [rule.type]: { ...beside[rule.type], it: block } };
  return violations(rule, new Resources([{ id: "shop", json: { resource }, isProtected }]));
}

describe.each(rules)("$id", (rule) => {
  test("fails for its broken example", () => {
    expect(violationsOf(rule, rule.broken, true, rule.brokenBeside)).toEqual([`shop ${rule.type}.it`]);
  });

  test("passes its fixed example", () => {
    expect(rule.mended ? violationsOf(rule, rule.mended, true, rule.beside) : []).toEqual([]);
  });

  test.each([{}, { policy: "${data.aws_iam_policy_document.it.json}", container_definitions: "${var.it}" }])(
    "does not throw for %j",
    (block) => {
      expect(() => violationsOf(rule, block)).not.toThrow();
    },
  );

  test("makes one statement, has a fix and a page of the vendor", () => {
    expect(rule.id).toMatch(/^(aws|cloudflare|github|google|hcp|kubernetes|helm)(-[a-z0-9]+)+$/);
    expect(rule.name).not.toMatch(/[;:]/);
    expect(rule.fix).toMatch(/^[a-z]/);
    expect(rule.page).toMatch(
      /^https:\/\/(docs\.aws\.amazon\.com|docs\.github\.com|cloud\.google\.com|developers\.cloudflare\.com|kubernetes\.io|helm\.sh|developer\.hashicorp\.com|registry\.terraform\.io|kubernetes-sigs\.github\.io)\//,
    );
  });
});

test("gives every rule its own id and name", () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});

test("refuses a type as a whole only where the rule says so", () => {
  expect(rules.filter(({ mended }) => !mended).map(({ id }) => id)).toEqual([
    "google-http-proxy",
    "google-service-account-key",
  ]);
});

test.each(rules.filter(({ unprotected }) => unprotected === "ignore"))(
  "does not apply to unprotected data: $id",
  (rule) => {
    expect(violationsOf(rule, rule.broken, false)).toEqual([]);
  },
);

test.each([
  ["aws-client-vpn-networks", (range: string) => ({ target_network_cidr: range })],
  ["aws-eks-public-endpoint", (range: string) => ({ vpc_config: { public_access_cidrs: [range] } })],
  ["google-firewall-world", (range: string) => ({ source_ranges: [range], allow: [{ protocol: "all" }] })],
  [
    "kubernetes-service-networks",
    (range: string) => ({ spec: { type: "LoadBalancer", load_balancer_source_ranges: [range] } }),
  ],
])("treats half of all addresses as the world: %s", (wanted, block) => {
  const rule = rules.find(({ id }) => id === wanted)!;

  expect(violationsOf(rule, block("128.0.0.0/1"))).toEqual([`shop ${rule.type}.it`]);
  expect(violationsOf(rule, block("203.0.113.0/24"))).toEqual([]);
});

test("places rules in the benchmark of their cloud and in the catalogs of their topic", () => {
  const places = (wanted: string) => catalogsOf(rules.find(({ id }) => id === wanted)!);

  expect(places("aws-kms-rotation")).toEqual({
    "CIS AWS Foundations 3.0.0": "3.6",
    "SOC 2": "CC6.1",
    "ISO/IEC 27001:2022": "A.8.24",
    GDPR: "Art. 32(1)(a)",
  });
  expect(places("google-kms-rotation")).toMatchObject({ "CIS Google Cloud Platform Foundation 3.0.0": "1.10" });
  expect(places("cloudflare-zone-tls")).toEqual({
    "NIST CSF 2.0": "PR.DS-02",
    "SOC 2": "CC6.7",
    "ISO/IEC 27001:2022": "A.8.24",
    GDPR: "Art. 32(1)(a)",
  });
});
