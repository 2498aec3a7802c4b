import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

test("makes an account whose token pods do not mount by default", () => {
  const annotations = { "iam.gke.io/gcp-service-account": "api@example-project.iam.gserviceaccount.com" };
  const json = synth((stack) => {
    new ServiceAccount(stack, "account", { name: "api", namespace: "production", annotations });
  });

  expect(only(json, "kubernetes_service_account_v1")).toMatchObject({
    metadata: { name: "api", namespace: "production", annotations },
    automount_service_account_token: false,
  });
});

test("lets overrides replace arguments of the account", () => {
  const json = synth((stack) => {
    const overrides = { automountServiceAccountToken: true };
    new ServiceAccount(stack, "account", { name: "api", namespace: "production", overrides });
  });

  expect(only(json, "kubernetes_service_account_v1").automount_service_account_token).toBe(true);
});
