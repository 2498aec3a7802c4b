/**
 * Secrets of pods, which External Secrets copies from the account, so that neither states nor manifests contain values.
 */
import type { IClusterSecretStore } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore";
import type { IExternalSecret } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import type { IConstruct } from "constructs";
import type { ClusterStack } from "../../base/cluster-stack";

const STORE = { apiVersion: "external-secrets.io/v1", kind: "ClusterSecretStore" } as const;

/** AWS services with the values; Parameter Store is for settings that are not secret. */
type StoreService = "SecretsManager" | "ParameterStore";

const STORE_NAMES: Readonly<Record<StoreService, string>> = {
  SecretsManager: "secrets-manager",
  ParameterStore: "parameter-store",
};

export interface SecretStoreProps {
  /** Name of the store in the cluster. @default the name of the service, such as "secrets-manager" */
  readonly name?: string;

  readonly service: StoreService;

  readonly region: string;

  /** Namespaces that may use the store. */
  readonly namespaces: readonly string[];
}

/** A store that External Secrets reads with its pod identity, so that no namespace contains credentials. */
export function addSecretStore(
  stack: ClusterStack,
  { service, region, namespaces, name = STORE_NAMES[service] }: SecretStoreProps,
): CustomResource<IClusterSecretStore> {
  return addStore(stack, name, { aws: { service, region } }, namespaces);
}

export interface GoogleSecretStoreProps extends Pick<SecretStoreProps, "namespaces"> {
  /** Id of the project with the secrets. */
  readonly project: string;
}

/** A store in Google's Secret Manager, which External Secrets reads as its service account. */
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
  /** Name of the ExternalSecret and of the Secret that it creates. */
  readonly name: string;

  readonly namespace: string;

  readonly store: CustomResource<IClusterSecretStore>;

  /** Sources by key of the Secret: the name or ARN in the store, and the field of a value that is JSON. */
  readonly data: Readonly<Record<string, { readonly key: string; readonly property?: string }>>;

  /** Templates of additional keys, which can use the other keys, such as `{{ .username }}`. @default none */
  readonly templates?: Readonly<Record<string, string>>;

  /** Modules of the same stack that must exist first. @default none */
  readonly after?: readonly IConstruct[];
}

/**
 * A Secret that External Secrets updates within a minute after its source changes. Kubernetes also updates mounted
 * files, but a container reads environment variables only at its start.
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
