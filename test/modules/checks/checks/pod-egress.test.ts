import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { NetworkPolicyV1, type NetworkPolicyV1SpecEgress } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { setAccount } from "@modules/aws/account";
import { grant, Role } from "@modules/aws/security/role";
import { podEgressFaults } from "@modules/checks/checks/pod-egress";
import { prepare } from "@modules/checks/prepare";
import { testApp } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { soundStack } from "../../../support/faults";

interface Shop {
  readonly action: string;
  /** Egress of the policy for all pods. @default no policy */
  readonly egress?: NetworkPolicyV1SpecEgress[];
  /** Labels of the pods that the policy selects. @default all */
  readonly pods?: Record<string, string>;
}

/** A cluster in one stack, and in another the pods of a service account that is associated with a role. */
function faults({ action, egress, pods }: Shop): string[] {
  const app = testApp();
  const cluster = addCluster(soundStack(app, "cluster"), action);
  const stack = soundStack(app, "workloads");
  new KubernetesProvider(stack, "kubernetes", { host: cluster.endpoint });
  const account = new ServiceAccountV1(stack, "account", { metadata: { name: "orders", namespace: "shop" } });
  const labels = { app: "orders" };
  new DeploymentV1(stack, "orders", {
    metadata: { name: "orders", namespace: "shop" },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { serviceAccountName: account.metadata.name, container: [{ name: "orders", image: "orders" }] },
      },
    },
  });
  if (egress) {
    new NetworkPolicyV1(stack, "policy", {
      metadata: { name: "policy", namespace: "shop" },
      spec: { podSelector: { matchLabels: pods }, policyTypes: ["Egress"], egress },
    });
  }
  return podEgressFaults(prepare(app));
}

function addCluster(stack: TerraformStack, action: string): EksCluster {
  setAccount(stack, { id: "111122223333", region: "us-east-1" });
  const role = new Role(stack, "role", { name: "orders", assumedBy: "pods.eks.amazonaws.com" });
  grant(role, "call", { actions: [action], resources: ["arn:aws:sqs:us-east-1:111122223333:orders"] });
  const vpcConfig = { subnetIds: ["subnet-0abc11", "subnet-0abc12"] };
  const cluster = new EksCluster(stack, "cluster", { name: "shop", roleArn: role.arn, vpcConfig });
  new EksPodIdentityAssociation(stack, "association", {
    clusterName: cluster.name,
    namespace: "shop",
    serviceAccount: "orders",
    roleArn: role.arn,
  });
  return cluster;
}

const DATABASE: NetworkPolicyV1SpecEgress = {
  to: [{ ipBlock: { cidr: "10.0.0.0/16" } }],
  ports: [{ port: "5432", protocol: "TCP" }],
};

test("fails when no network policy lets the calls of an identity out, with the fix", () => {
  expect(faults({ action: "sqs:SendMessage", egress: [DATABASE] })).toEqual([
    "workloads/orders: must reach the APIs that its identity may call, such as sqs:SendMessage, got network policies that allow no egress to addresses on TCP 443; allow it to the VPC, with an endpoint of the service, or remove the permission",
  ]);
});

test.each<[string, NetworkPolicyV1SpecEgress]>([
  ["443 only to other pods", { to: [{ podSelector: {} }], ports: [{ port: "443" }] }],
  ["443 only over UDP", { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: "443", protocol: "UDP" }] }],
])("fails when network policies open %s", (_, rule) => {
  expect(faults({ action: "sqs:SendMessage", egress: [rule] })).toHaveLength(1);
});

test.each<[string, Shop]>([
  [
    "HTTPS to the VPC",
    {
      action: "sqs:SendMessage",
      egress: [DATABASE, { to: [{ ipBlock: { cidr: "10.0.0.0/16" } }], ports: [{ port: "443" }] }],
    },
  ],
  [
    "a range of ports to the internet",
    {
      action: "sqs:SendMessage",
      egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: "1", endPort: 1024 }] }],
    },
  ],
  ["everything", { action: "sqs:SendMessage", egress: [{}] }],
  ["pods that no policy limits", { action: "sqs:SendMessage" }],
  ["pods that no policy selects", { action: "sqs:SendMessage", egress: [DATABASE], pods: { app: "other" } }],
  ["an identity that only logs in to a database", { action: "rds-db:connect", egress: [DATABASE] }],
])("accepts %s", (_, shop) => {
  expect(faults(shop)).toEqual([]);
});
