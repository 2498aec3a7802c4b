import type { Json } from "@modules/checks/json";
import { manifests, only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import type { ClusterStack } from "../../../../stacks/base/cluster-stack";
import {
  addExternalSecret,
  addGoogleSecretStore,
  addSecretStore,
  type ExternalSecretProps,
} from "../../../../stacks/parts/cluster/external-secrets";
import { synthCluster } from "../fixture";

const NAMESPACES = ["shop"];

/** A store of Secrets Manager, and a Secret with a password from it. */
function secret(props: Partial<ExternalSecretProps> = {}): Json {
  return synthCluster((stack) => {
    const store = addSecretStore(stack, { service: "SecretsManager", region: "us-east-1", namespaces: NAMESPACES });
    addExternalSecret(stack, "database", {
      name: "database",
      namespace: "shop",
      store,
      data: { password: { key: "shop/database", property: "password" } },
      ...props,
    });
  });
}

test.each([
  ["SecretsManager", "secrets-manager"],
  ["ParameterStore", "parameter-store"],
] as const)("names the store of %s after it, for the namespaces that may use it", (service, name) => {
  const define = (stack: ClusterStack) =>
    void addSecretStore(stack, { service, region: "us-east-1", namespaces: NAMESPACES });

  expect(manifests(synthCluster(define))[`ClusterSecretStore/${name}`]).toMatchObject({
    spec: { provider: { aws: { service, region: "us-east-1" } }, conditions: [{ namespaces: NAMESPACES }] },
  });
});

test("reads Secret Manager as its own account, without credentials", () => {
  const json = synthCluster((stack) => void addGoogleSecretStore(stack, { project: "shop-1", namespaces: NAMESPACES }));

  expect(manifests(json)["ClusterSecretStore/secret-manager"].spec).toEqual({
    provider: { gcpsm: { projectID: "shop-1" } },
    conditions: [{ namespaces: NAMESPACES }],
  });
});

test("copies fields of a source, in a Secret of the same name, once the store is ready", () => {
  const json = secret();
  const { spec } = manifests(json)["ExternalSecret/database"];
  const made = only(json, "kubernetes_manifest", { manifest: { kind: "ExternalSecret" } });

  expect(spec).toMatchObject({
    secretStoreRef: { kind: "ClusterSecretStore", name: "secrets-manager" },
    target: { name: "database", creationPolicy: "Owner" },
    data: [{ secretKey: "password", remoteRef: { key: "shop/database", property: "password" } }],
  });
  expect(spec.target).not.toHaveProperty("template");
  expect(made.wait.condition).toEqual([{ type: "Ready", status: "True" }]);
  expect(made.depends_on).toEqual(["kubernetes_manifest.secrets-manager"]);
});

test("adds keys by template, beside those of the source", () => {
  const templates = { url: "postgres://shop:{{ .password }}@database" };

  expect(manifests(secret({ templates }))["ExternalSecret/database"].spec.target.template).toEqual({
    engineVersion: "v2",
    mergePolicy: "Merge",
    data: templates,
  });
});
