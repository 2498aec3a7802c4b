import type { Json } from "@modules/checks/json";
import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const CLUSTERS = Object.keys(stacks).filter((id) => /-kubernetes(-us-west-2)?$/.test(id) && !id.includes("-google-"));

function controllers(cluster: string): Json {
  return stacks[cluster.replace("-kubernetes", "-controllers")]!;
}

function charts(cluster: string): Record<string, Json> {
  return Object.fromEntries(
    Object.values<Json>(controllers(cluster).resource.helm_release).map((release) => [release.chart, release]),
  );
}

test.each(CLUSTERS)("%s has cert-manager, External Secrets and the metrics server", (cluster) => {
  const { provider } = controllers(cluster);

  expect(provider.kubernetes[0].exec[0].args).toContain(only(stacks[cluster]!, "aws_eks_cluster").name);
  expect(Object.keys(charts(cluster))).toEqual(
    expect.arrayContaining(["cert-manager", "external-secrets", "metrics-server"]),
  );
});

test.each(CLUSTERS)("%s lets the plan role read its objects", (cluster) => {
  expect(only(controllers(cluster), "kubernetes_cluster_role_binding_v1").subject).toMatchObject([
    { kind: "Group", name: "planners" },
  ]);
});

test.each(CLUSTERS)("%s has a default StorageClass of encrypted volumes", (cluster) => {
  expect(only(controllers(cluster), "kubernetes_storage_class_v1")).toMatchObject({
    metadata: { name: "gp3", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    storage_provisioner: "ebs.csi.aws.com",
    parameters: { type: "gp3", encrypted: "true" },
    volume_binding_mode: "WaitForFirstConsumer",
  });
});

test.each(CLUSTERS)("%s has a pod identity for each controller that calls AWS", (cluster) => {
  const load = stacks[cluster.replace("-kubernetes", "-load-balancing")];
  const associations = [stacks[cluster]!, ...(load ? [load] : [])].flatMap((stack) =>
    Object.values<Json>(stack.resource.aws_eks_pod_identity_association ?? {}),
  );
  const accounts = associations.map(({ namespace, service_account }) => `${namespace}/${service_account}`);
  const installed = charts(cluster);

  expect(accounts).toContain("external-secrets/external-secrets");
  for (const chart of ["cluster-autoscaler", "aws-load-balancer-controller"]) {
    expect(accounts.includes(`kube-system/${chart}`)).toBe(installed[chart] !== undefined);
  }
});

test("installs the cluster autoscaler where no other policy scales nodes", () => {
  expect(charts("lp-production-kubernetes")["cluster-autoscaler"]).toBeDefined();
  expect(charts("dafnckmachine-production-kubernetes")["cluster-autoscaler"]).toBeDefined();
  expect(charts("phoenix-rooivalk-production-kubernetes")["cluster-autoscaler"]).toBeUndefined();
});

test("runs the controllers of LP on its system nodes", () => {
  const { istiod, "aws-load-balancer-controller": balancing } = charts("lp-production-kubernetes");
  const place = { nodeSelector: { role: "system" } };

  expect(JSON.parse(istiod.values[0]).pilot).toMatchObject(place);
  expect(JSON.parse(balancing.values[0])).toMatchObject(place);
});

test("installs the NVIDIA device plugin in clusters of Phoenix Rooivalk with GPU nodes", () => {
  expect(charts("phoenix-rooivalk-production-kubernetes")["nvidia-device-plugin"]).toBeDefined();
  expect(charts("phoenix-rooivalk-production-kubernetes-us-west-2")["nvidia-device-plugin"]).toBeUndefined();
});

test("lets the load balancer controller register pods in Terraform's target groups only", () => {
  const policies = [stacks["lp-production-load-balancing"]!, stacks["phoenix-rooivalk-production-kubernetes"]!].map(
    (stack) => Object.values<Json>(stack.resource.aws_iam_role_policy).find(({ name }) => name === "register-pods"),
  );

  for (const policy of policies) {
    expect(JSON.parse(policy.policy).Statement[0].Resource).toContain("target");
  }
});

/** The objects that a stack creates inside its cluster, keyed by kind, namespace and name. */
function objectsOf({ resource }: Json): string[] {
  return Object.entries<Json>(resource).flatMap(([type, resources]) =>
    Object.values<Json>(resources).map(({ manifest, metadata, name, namespace }) => {
      const it = manifest?.metadata ?? metadata ?? { name, namespace };
      return [manifest?.kind ?? type, it.namespace ?? "", it.name].join("/");
    }),
  );
}

test("makes every object of a cluster in one stack only", () => {
  const clusters: Record<string, string[]> = {};
  for (const stack of Object.values(stacks)) {
    const { provider } = stack;
    if (provider.kubernetes) {
      const cluster = JSON.stringify(provider.kubernetes[0].exec[0].args) + provider.kubernetes[0].host;
      clusters[cluster] = [...(clusters[cluster] ?? []), ...objectsOf(stack)];
    }
  }
  for (const objects of Object.values(clusters)) {
    expect(objects.filter((object, at) => objects.indexOf(object) !== at)).toEqual([]);
  }
  expect(Object.values(clusters).flat()).toContain("helm_release/monitoring/prometheus-adapter");
});

test.each(["dafnckmachine", "lp"])(
  "keeps new gateway pods of %s unready until their targets are healthy",
  (platform) => {
    const label = "elbv2.k8s.aws/pod-readiness-gate-inject";
    const namespaces = resources(stacks[`${platform}-production-controllers`]!, "kubernetes_namespace_v1");

    expect(namespaces.find(({ metadata }) => metadata.name === "istio-system")!.metadata.labels[label]).toBe("enabled");
  },
);
