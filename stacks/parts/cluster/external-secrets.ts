/** Secrets of pods, brought in from the account by External Secrets; no state and no manifest holds one. */
import type { IClusterSecretStore } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore";
import type { IExternalSecret } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import type { IConstruct } from "constructs";
import type { ClusterStack } from "../../base/cluster-stack";

const STORE = { apiVersion: "external-secrets.io/v1", kind: "ClusterSecretStore" } as const;

/** What keeps values in the account; a parameter is for what is no secret. */
type StoreService = "SecretsManager" | "ParameterStore";

const STORE_NAMES: Readonly<Record<StoreService, string>> = {
  SecretsManager: "secrets-manager",
  ParameterStore: "parameter-store",
};

export interface SecretStoreProps {
  /** One of the cluster's. @default that of the service */
  readonly name?: string;

  readonly service: StoreService;

  readonly region: string;

  /** The only ones that may take something from it. */
  readonly namespaces: readonly string[];
}

/** A store read as who the operator's pods are, so that no namespace holds credentials. */
export function addSecretStore(
  stack: ClusterStack,
  { service, region, namespaces, name = STORE_NAMES[service] }: SecretStoreProps,
): CustomResource<IClusterSecretStore> {
  return addStore(stack, name, { aws: { service, region } }, namespaces);
}

export interface GoogleSecretStoreProps extends Pick<SecretStoreProps, "namespaces"> {
  /** Id of the project that keeps them. */
  readonly project: string;
}

/** Google's Secret Manager, read by the account that the operator's pods act as. */
export function addGoogleSecretStore(
  stack: ClusterStack,
  { project, namespaces }: GoogleSecretStoreProps,
): CustomResource<IClusterSecretStore> {
  return addStore(stack, "secret-manager", { gcpsm: { projectID: project } }, namespaces);
}

type Provider = NonNullable<IClusterSecretStore["spec"]>["provider"];

function addStore(
  stack: ClusterStack,
  name: string,
  provider: Provider,
  namespaces: readonly string[],
): CustomResource<IClusterSecretStore> {
  return new CustomResource<IClusterSecretStore>(stack, name, {
    manifest: {
      ...STORE,
      metadata: { name },
      spec: {
        provider,
        conditions: [{ namespaces: [...namespaces] }],
      },
    },
    condition: "Ready",
  });
}

export interface ExternalSecretProps {
  /** Of the Secret, too. */
  readonly name: string;

  readonly namespace: string;

  readonly store: CustomResource<IClusterSecretStore>;

  /** By key of the Secret: the name or ARN in the store, and the field of one that holds JSON. */
  readonly data: Readonly<Record<string, { readonly key: string; readonly property?: string }>>;

  /** Further keys, made of the others by templates such as `{{ .username }}`. @default none */
  readonly templates?: Readonly<Record<string, string>>;

  /** @default none */
  readonly after?: readonly IConstruct[];
}

/**
 * A Secret that follows its source within a minute. Variables of a running container stay
 * as they were until it is started anew; files follow.
 */
export function addExternalSecret(
  stack: ClusterStack,
  id: string,
  { name, namespace, store, data, templates, after = [] }: ExternalSecretProps,
): CustomResource<IExternalSecret> {
  return new CustomResource<IExternalSecret>(stack, id, {
    manifest: {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name, namespace },
      spec: {
        refreshInterval: "1m0s",
        secretStoreRef: { kind: STORE.kind, name: store.name },
        target: {
          name,
          creationPolicy: "Owner",
          ...(templates && { template: { engineVersion: "v2", mergePolicy: "Merge", data: { ...templates } } }),
        },
        data: Object.entries(data).map(([secretKey, remoteRef]) => ({ secretKey, remoteRef: { ...remoteRef } })),
      },
    },
    condition: "Ready",
    after: [store, ...after],
  });
}
