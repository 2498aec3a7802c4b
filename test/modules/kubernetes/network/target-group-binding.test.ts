import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import type { Json } from "@modules/checks/json";
import { resourceOf } from "@modules/core/resource-of";
import { TargetGroupBinding, type TargetGroupBindingProps } from "@modules/kubernetes/network/target-group-binding";
import { Namespace } from "@modules/kubernetes/security/namespace";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const BINDING: TargetGroupBindingProps = {
  name: "api",
  namespace: "production",
  targetGroup: { arn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/api/0123456789abcdef" },
  service: { name: "api", port: 8080 },
};

function binding(props: Partial<TargetGroupBindingProps> = {}): Json {
  const json = synth((stack) => new TargetGroupBinding(stack, "bind", { ...BINDING, ...props }));
  return only(json, "kubernetes_manifest");
}

test("registers the pods of a service in a target group by IP address", () => {
  expect(binding().manifest).toEqual({
    apiVersion: "elbv2.k8s.aws/v1beta1",
    kind: "TargetGroupBinding",
    metadata: { name: "api", namespace: "production" },
    spec: {
      targetGroupARN: BINDING.targetGroup.arn,
      targetType: "ip",
      serviceRef: { name: "api", port: 8080 },
    },
  });
});

test("waits for the namespace it is in", () => {
  const json = synth((stack) => {
    const namespace = new Namespace(stack, "namespace", { name: "production", isolated: false });
    new TargetGroupBinding(stack, "bind", { ...BINDING, after: [namespace] });
  });

  expect(only(json, "kubernetes_manifest").depends_on).toEqual(["kubernetes_namespace_v1.namespace"]);
});

test("lets overrides replace arguments of the manifest", () => {
  expect(binding({ overrides: { computedFields: ["spec.ipAddressType"] } }).computed_fields).toEqual([
    "spec.ipAddressType",
  ]);
});

test("has the manifest as its primary resource", () => {
  synth((stack) => {
    const created = new TargetGroupBinding(stack, "bind", BINDING);

    expect(resourceOf(created, Manifest).friendlyUniqueId).toBe("bind");
  });
});
