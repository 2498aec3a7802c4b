import { App } from "cdktf";
import { expect, test } from "vitest";
import { development } from "../../../environments/lp/development";
import { lpSchema } from "../../../environments/lp/rules";
import { ClusterStack, eksAccess } from "../../../stacks/base/cluster-stack";
import { prepared } from "../../support/stacks";

class ShopStack extends ClusterStack {}

const access = eksAccess(
  { physicalName: "shop", endpoint: "https://cluster.example.com", certificateAuthority: "Q0E=" },
  "us-east-1",
);

function dependenciesOf(id: string): string[] {
  const { stack } = prepared.find((one) => one.id === id)!;
  return stack.dependencies.map(({ node }) => node.id);
}

test("is applied after the stacks it names, in whichever order they are made", () => {
  const app = new App();
  const environment = lpSchema.parse(development);
  const first = new ShopStack(app, environment, "first", access, []);
  const unrelated = new ShopStack(app, environment, "unrelated", access, []);
  const second = new ShopStack(app, environment, "second", access, [first]);

  expect(second.dependencies).toEqual([first]);
  expect(unrelated.dependencies).toEqual([]);
});

test("installs the controllers of a cluster before anything that uses their definitions", () => {
  expect(dependenciesOf("dafnckmachine-production-workloads")).toEqual(
    expect.arrayContaining(["dafnckmachine-production-controllers", "dafnckmachine-production-registry"]),
  );
  expect(dependenciesOf("dafnckmachine-production-observability")).toContain("dafnckmachine-production-controllers");
  expect(dependenciesOf("lp-production-workloads")).toContain("lp-production-controllers");
  expect(dependenciesOf("lp-production-google-workloads")).toContain("lp-production-google-controllers");
  expect(dependenciesOf("phoenix-rooivalk-production-workloads-us-west-2")).toContain(
    "phoenix-rooivalk-production-controllers-us-west-2",
  );
});

test("depends on no stack of another environment", () => {
  const others = dependenciesOf("dafnckmachine-production-workloads").filter(
    (id) => !id.startsWith("dafnckmachine-production-"),
  );

  expect(others).toEqual([]);
});
