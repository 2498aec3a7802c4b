import type { PreparedStack } from "@modules/checks/prepare";
import { expect, test } from "vitest";
import { table } from "../../app/report";

function stack(id: string, json: object): PreparedStack {
  return { id, json, milliseconds: 1.4 } as PreparedStack;
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
      "stack    providers       resources  state                 ms",
      "network  aws                     3  shop/network.tfstate   1",
      "edge     aws cloudflare          0  shop-edge              1",
      "",
      "2 stacks, 3 resources, 13 ms",
    ].join("\n"),
  );
});
