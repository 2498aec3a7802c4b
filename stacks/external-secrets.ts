/** Secrets of pods: kept by a cloud, brought into the cluster by External Secrets, never in a state. */
import type { IExternalSecret } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret";
import type { ISecretStore } from "@kubernetes-models/external-secrets/external-secrets.io/v1/SecretStore";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import type { IConstruct } from "constructs";
import type { ClusterStack } from "./cluster-stack";

type Provider = NonNullable<ISecretStore["spec"]>["provider"];

/** Where secrets come from, for those of one namespace. */
export interface SecretStore extends IConstruct {
  readonly name: string;
  readonly namespace: string;
}

/** AWS's stores, read with the identity of External Secrets' own pods. */
export function awsSecrets(region: string): Provider {
  return { aws: { service: "SecretsManager", region } };
}

/** Settings beside the secrets, which are none themselves. */
export function awsParameters(region: string): Provider {
  return { aws: { service: "ParameterStore", region } };
}

interface StoreNeeds {
  readonly name: string;
  readonly namespace: string;
  readonly provider: Provider;
  /** What it needs, such as its namespace. @default none */
  readonly after?: readonly IConstruct[];
}

export function addSecretStore(stack: ClusterStack, { name, namespace, provider, after }: StoreNeeds): SecretStore {
  const store = new CustomResource<ISecretStore>(stack, `${namespace}-${name}`, {
    manifest: {
      apiVersion: "external-secrets.io/v1",
      kind: "SecretStore",
      metadata: { name, namespace },
      spec: { provider },
    },
    condition: "Ready",
    after,
  });
  return Object.assign(store, { namespace });
}

interface SecretNeeds {
  /** Of the secret that pods read. */
  readonly name: string;
  readonly store: SecretStore;
  /** What each of its keys is in the store: a secret, or one property of one that is JSON. */
  readonly keys: Readonly<Record<string, { readonly key: string; readonly property?: string }>>;
  /** Keys made of those above, as templates of Go: `{{ .password | urlquery }}`; then there are no others. @default none */
  readonly templates?: Readonly<Record<string, string>>;
}

/**
 * A secret that follows the store's within minutes, as passwords rotate. Pods that
 * read it as variables see the new one when they start again. An apply waits until
 * it is there: whoever puts the store's in place comes first.
 */
export function addExternalSecret(stack: ClusterStack, { name, store, keys, templates }: SecretNeeds): IConstruct {
  return new CustomResource<IExternalSecret>(stack, `${store.namespace}-${name}`, {
    manifest: {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name, namespace: store.namespace },
      spec: {
        refreshInterval: "5m",
        secretStoreRef: { kind: "SecretStore", name: store.name },
        target: {
          name,
          creationPolicy: "Owner",
          deletionPolicy: "Retain",
          ...(templates ? { template: { engineVersion: "v2", data: { ...templates } } } : {}),
        },
        data: Object.entries(keys).map(([secretKey, remoteRef]) => ({ secretKey, remoteRef })),
      },
    },
    condition: "Ready",
    after: [store],
  });
}
