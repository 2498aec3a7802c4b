import { expect, test } from "vitest";
import { development } from "../../../../environments/dafnckmachine/development";
import { production } from "../../../../environments/dafnckmachine/production";
import { dafnckmachineSchema } from "../../../../environments/dafnckmachine/rules";
import { apiHosts, versionLabel } from "../../../../stacks/dafnckmachine/cluster/pods";

test("names the API in Cloudflare's zone, and its origin in the environment's own domain", () => {
  expect(apiHosts(dafnckmachineSchema.parse(production))).toEqual([
    `api.${production.cloudflare!.zone}`,
    `origin-api.${production.domain}`,
  ]);
});

test("names the API in the environment's own domain without Cloudflare", () => {
  expect(apiHosts(dafnckmachineSchema.parse(development))).toEqual([
    `api.${development.domain}`,
    `origin-api.${development.domain}`,
  ]);
});

test.each([
  ["v1.0.0", "v1.0.0"],
  [`sha256:${"0".repeat(64)}`, `sha256-${"0".repeat(56)}`],
])("turns %s into a label value", (tag, label) => {
  expect(versionLabel(tag)).toBe(label);
  expect(label).toMatch(/^[\w.-]{1,63}$/);
});
