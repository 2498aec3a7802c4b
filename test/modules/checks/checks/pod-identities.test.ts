import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { Release } from "@cdktf/provider-helm/lib/release";
import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { podIdentityFaults } from "@modules/checks/checks/pod-identities";
import { prepare } from "@modules/checks/prepare";
import { testApp } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { soundStack } from "../../../support/faults";

interface Shop {
  readonly pods: (stack: TerraformStack) => void;
  /** Makes the pods' stack depend on another, which may have the association. */
  readonly after?: "identities" | "between" | "cluster";
  /** Whether the pods are in the cluster of the association. @default true */
  readonly here?: boolean;
}

/** A cluster, the identity of its pods and the pods, each in a stack. */
function faults({ pods, after, here = true }: Shop): string[] {
  const app = testApp();
  const [home, identities, between, stack] = ["cluster", "identities", "between", "pods"].map((id) =>
    soundStack(app, id),
  ) as [TerraformStack, TerraformStack, TerraformStack, TerraformStack];
  const vpcConfig = { subnetIds: ["subnet-0abc11", "subnet-0abc12"] };
  const cluster = new EksCluster(home, "cluster", { name: "shop", roleArn: "role", vpcConfig });
  const other = new EksCluster(home, "other", { name: "toys", roleArn: "role", vpcConfig });
  const { endpoint } = here ? cluster : other;
  new EksPodIdentityAssociation(identities, "association", {
    clusterName: cluster.name,
    namespace: "shop",
    serviceAccount: "orders",
    roleArn: "role",
  });
  between.addDependency(identities);
  new KubernetesProvider(stack, "kubernetes", { host: endpoint });
  new HelmProvider(stack, "helm", { kubernetes: { host: endpoint } });
  pods(stack);
  const before = { cluster: home, identities, between };
  if (after) {
    stack.addDependency(before[after]);
  }
  return podIdentityFaults(prepare(app));
}

function deployment(stack: TerraformStack, namespace = "shop"): void {
  const account = new ServiceAccountV1(stack, "account", { metadata: { name: "orders", namespace } });
  const metadata = { labels: { app: "orders" } };
  new DeploymentV1(stack, "it", {
    metadata: { name: "orders", namespace },
    spec: {
      selector: { matchLabels: metadata.labels },
      template: {
        metadata,
        spec: { serviceAccountName: account.metadata.name, container: [{ name: "orders", image: "orders" }] },
      },
    },
  });
}

function chart(stack: TerraformStack, values: object): void {
  new Release(stack, "it", { name: "orders", chart: "orders", namespace: "shop", values: [JSON.stringify(values)] });
}

function operated(stack: TerraformStack): void {
  new Manifest(stack, "it", {
    manifest: {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "Alertmanager",
      metadata: { name: "orders", namespace: "shop" },
      spec: { serviceAccountName: "orders" },
    },
  });
}

test.each([
  ["a deployment", deployment],
  ["a chart", (stack: TerraformStack) => chart(stack, { serviceAccount: { name: "orders" } })],
  [
    "a chart with the account of its release",
    (stack: TerraformStack) => chart(stack, { serviceAccount: { annotations: { team: "shop" } } }),
  ],
  ["an object of an operator", operated],
])("fails for %s that may be applied before its identity", (_, pods) => {
  expect(faults({ pods, after: "cluster" })).toEqual([
    "pods/it: must be applied after the role of its service account orders, got no dependency on identities; call addDependency of the stack, or associate the account in an earlier one",
  ]);
});

test("accepts a dependency, also through a third stack", () => {
  expect(faults({ pods: deployment, after: "identities" })).toEqual([]);
  expect(faults({ pods: deployment, after: "between" })).toEqual([]);
});

test("leaves pods of other accounts, namespaces and clusters alone", () => {
  expect(faults({ pods: (stack) => chart(stack, { serviceAccount: { name: "mails" } }) })).toEqual([]);
  expect(faults({ pods: (stack) => chart(stack, { image: "orders", serviceAccount: { name: "mails" } }) })).toEqual([]);
  expect(faults({ pods: (stack) => deployment(stack, "toys") })).toEqual([]);
  expect(faults({ pods: deployment, here: false })).toEqual([]);
});
