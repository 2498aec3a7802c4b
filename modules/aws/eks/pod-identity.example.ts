import { PodIdentity } from "@modules/aws/eks/pod-identity";
import { Queue } from "@modules/aws/messaging/queue";
import type { Construct } from "constructs";

/** A role for the pods of a service account, which may consume from a queue. */
export function example(scope: Construct): void {
  const importer = new PodIdentity(scope, "importer", {
    name: "catalog-importer",
    cluster: { name: "apps", arn: "arn:aws:eks:us-east-1:111122223333:cluster/apps" },
    namespace: "catalog",
    serviceAccount: "importer",
  });

  new Queue(scope, "imports", { name: "catalog-imports" }).grantConsume(importer);
}
