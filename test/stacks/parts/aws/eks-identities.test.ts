import { Alerts } from "@modules/aws/operations/alerts";
import { Parameter } from "@modules/aws/operations/parameter";
import { Secret } from "@modules/aws/security/secret";
import type { Json } from "@modules/checks/json";
import { resources, statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { addAlertPublisher, addSecretsReader } from "../../../../stacks/parts/aws/eks-identities";
import { Fixture } from "../../../modules/aws/ecs/fixture";
import { synthAws } from "../fixture";

const json = synthAws((stack) => {
  const fixture = new Fixture(stack);
  const { key } = fixture;
  const cluster = fixture.eksCluster();
  const secret = new Secret(stack, "api-keys", { name: "shop/api-keys", description: "Keys", key });
  new Secret(stack, "other", { name: "shop/other", description: "Of others", key });
  const parameter = new Parameter(stack, "url", { name: "/shop/url", description: "URL", value: "shop.test" });
  addSecretsReader(stack, cluster, [secret, parameter]);
  addAlertPublisher(stack, cluster, new Alerts(stack, "alerts", { name: "shop", emails: ["team@shop.test"] }));
});

/** Statements of the policies of a role, whose name ends with this. */
function granted(role: string): Json[] {
  return resources(json, "aws_iam_role_policy")
    .filter(({ role: id }) => id.includes(role))
    .flatMap(({ policy }) => statements(policy));
}

test("gives the pods' accounts their roles", () => {
  const accounts = resources(json, "aws_eks_pod_identity_association").map(({ namespace, service_account }) =>
    [namespace, service_account].join("/"),
  );

  expect(accounts.sort()).toEqual(["external-secrets/external-secrets", "monitoring/alertmanager"]);
});

test("lets External Secrets read the sources and nothing else", () => {
  const read = granted("external-secrets").map(({ Resource }) => JSON.stringify(Resource));

  expect(read.join()).toContain("secret:shop/api-keys-??????");
  expect(read.join()).toContain("parameter");
  expect(read.join()).not.toContain("shop/other");
});

test("lets Alertmanager publish to the topics", () => {
  const actions = granted("alertmanager").flatMap(({ Action }) => Action);

  expect(actions).toContain("sns:Publish");
});
