import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

test("is who pods are, and gives its token to none by itself", () => {
  const annotations = { "iam.gke.io/gcp-service-account": "api@example-project.iam.gserviceaccount.com" };
  const json = synth((stack) => {
    new ServiceAccount(stack, "account", { name: "api", namespace: "production", annotations });
  });

  expect(only(json, "kubernetes_service_account_v1")).toMatchObject({
    metadata: { name: "api", namespace: "production", annotations },
    automount_service_account_token: false,
  });
});
