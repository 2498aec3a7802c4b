/** Tainted nodes have pods that tolerate the taint. */
import { list, nested } from "../../model/values";
import type { Resource } from "../resources";
import type { Rule } from "../rule";
import { isTolerated } from "./tolerations";

export const nodesUse: readonly Rule[] = (
  [
    ["aws_eks_node_group", (block: Resource["block"]) => list(block.taint), (taint: object) => ({ taint: [taint] })],
    [
      "google_container_node_pool",
      (block: Resource["block"]) => list(nested(block.node_config).taint),
      (taint: object) => ({ node_config: { taint: [taint] } }),
    ],
  ] as const
).map(
  ([type, taintsOf, example]): Rule => ({
    id: `${type.replaceAll("_", "-")}-tolerated`,
    name: `taints of ${type} are tolerated by a pod`,
    type,
    severity: "low",
    topic: "use",
    holds: (group, all) => taintsOf(group.block).every((taint) => isTolerated(all, taint, group)),
    found: ({ block }) =>
      `no toleration of ${taintsOf(block)
        .map(({ key, value }) => `${key}=${value}`)
        .join(", ")}`,
    fix: "add a toleration with the taint's key and value to the pods that belong there, or remove the taint or the group",
    broken: example({ key: "dedicated", value: "shop", effect: "NO_SCHEDULE" }),
    mended: example({ key: "dedicated", value: "shop", effect: "NO_SCHEDULE" }),
    beside: {
      kubernetes_deployment_v1: {
        it: { spec: { template: { spec: { toleration: [{ key: "dedicated", value: "shop" }] } } } },
      },
    },
    page: "https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/",
  }),
);
