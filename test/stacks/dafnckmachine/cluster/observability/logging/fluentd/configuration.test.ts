import { matchesTag } from "@modules/config/fluentd";
import { expect, test } from "vitest";
import { INTAKE_PORT } from "../../../../../../../stacks/dafnckmachine/cluster/observability/logging/fluentd/configuration";
import { stacks } from "../../../../../../support/stacks";

function configuration(environment: string): string {
  const { kubernetes_config_map_v1: maps } = stacks[`dafnckmachine-${environment}-observability`]!.resource;
  return maps["fluentd-configuration"].data["fluent.conf"];
}

const text = configuration("production");
const matches = [...text.matchAll(/<match (.+)>/g)].map(([, patterns]) => patterns!);

test("reads the output of containers, the journal and an HTTP input", () => {
  expect([...text.matchAll(/@type (tail|systemd|http)$/gm)].map(([, type]) => type)).toEqual(
    expect.arrayContaining(["tail", "systemd", "http"]),
  );
  expect(text).toContain("@type cri");
  expect(text).toContain(`port ${INTAKE_PORT}`);
});

test("sends records of applications to an output of their own", () => {
  expect(matches.find((patterns) => matchesTag(patterns, "app.orders"))).toBe("app.**");
});

test("prints records of unknown tags instead of losing them", () => {
  expect(matches.find((patterns) => matchesTag(patterns, "unknown"))).toBe("**");
  expect(text).toMatch(/<match \*\*>\n {2}@type stdout/);
});

test("escapes Terraform's template signs", () => {
  expect(text).toContain("hostname $${hostname}");
});

test.each(["production", "staging"])("adds the environment to records of applications in %s", (environment) => {
  expect(configuration(environment)).toContain(`environment ${environment}`);
});
