import type { PreparedStack } from "@modules/checks/prepare";
import { addConfigFile } from "@modules/config/config-file";
import { testStack } from "@modules/testing/synth";
import { App } from "cdktf";
import { expect, test } from "vitest";
import { table } from "../../app/report";

function stack(id: string, json: object): PreparedStack {
  return { id, json, constructs: [], milliseconds: 1.4 } as unknown as PreparedStack;
}

test("prints an aligned line for each stack, and totals", () => {
  const network = stack("network", {
    provider: { aws: [{}] },
    resource: { aws_vpc: { main: {} }, aws_subnet: { a: {}, b: {} } },
    terraform: { backend: { s3: { key: "shop/network.tfstate" } } },
  });
  const edge = stack("edge", {
    provider: { aws: [{}, {}], cloudflare: [{}] },
    terraform: { cloud: { workspaces: { name: "shop-edge" } } },
  });

  expect(table([network, edge], 12.6)).toBe(
    [
      "| stack   | providers      | resources | state                | ms |",
      "| ------- | -------------- | --------: | -------------------- | -: |",
      "| network | aws            |         3 | shop/network.tfstate |  1 |",
      "| edge    | aws cloudflare |         0 | shop-edge            |  1 |",
      "",
      "2 stacks, 3 resources, 13 ms",
    ].join("\n"),
  );
});

test("counts one stack in the singular", () => {
  expect(table([stack("network", {})], 1)).toContain("\n1 stack, 0 resources, 1 ms");
});

test("prints the files that other programs read, by folder", () => {
  const own = testStack(new App(), "own");
  addConfigFile(own, "production/nginx/shop/nginx.conf", "");
  addConfigFile(own, "production/prometheus/shop/prometheus.yml", "");
  addConfigFile(own, "production/prometheus/shop/alert_rules.yml", "");

  expect(table([{ ...stack("own", {}), constructs: own.node.findAll() }], 1)).toContain(
    `
rendered/production/nginx/shop: nginx.conf
rendered/production/prometheus/shop: alert_rules.yml prometheus.yml
`,
  );
});
