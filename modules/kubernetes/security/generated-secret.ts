import type { ManifestConfig } from "@cdktf/provider-kubernetes/lib/manifest";
import { Construct, type IConstruct } from "constructs";
import { CustomResource } from "../custom-resource";

export interface GeneratedSecretProps {
  /** Name of the Secret, and of the objects that generate it. */
  readonly name: string;

  readonly namespace: string;

  /** Keys of the Secret besides `password`; the template `{{ .password }}` inserts the password. @default {} */
  readonly data?: Readonly<Record<string, string>>;

  /** @default "Opaque" */
  readonly type?: "Opaque" | "kubernetes.io/basic-auth";

  /** Modules of the same stack that must exist first. @default none */
  readonly after?: readonly IConstruct[];

  /** Arguments of the ExternalSecret's manifest resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ManifestConfig>;
}

/**
 * A Secret with a password that External Secrets generates once, inside the cluster, so the password is not in
 * Terraform's state. When the Secret is deleted, External Secrets creates it with a new password.
 * https://external-secrets.io/latest/api/generator/password/
 */
export class GeneratedSecret extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: GeneratedSecretProps) {
    super(scope, id);
    const { name, namespace, data = {}, type = "Opaque", after, overrides } = props;
    const generator = {
      apiVersion: "generators.external-secrets.io/v1alpha1",
      kind: "Password",
      metadata: { name, namespace },
      // Symbols would need escaping in URLs and INI files.
      spec: { length: 32, digits: 8, symbols: 0, noUpper: false, allowRepeat: true },
    };
    const password = new CustomResource(this, "password", { manifest: generator, after });
    const secret = {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name, namespace },
      spec: {
        refreshPolicy: "CreatedOnce",
        target: { name, creationPolicy: "Owner", template: { type, mergePolicy: "Merge", data: { ...data } } },
        dataFrom: [
          {
            sourceRef: {
              generatorRef: { apiVersion: generator.apiVersion, kind: generator.kind, name: password.name },
            },
          },
        ],
      },
    };
    const resource = new CustomResource(this, "Default", {
      manifest: secret,
      condition: "Ready",
      after: [password],
      overrides,
    });
    this.node.defaultChild = resource.node.defaultChild;
    this.name = name;
  }
}
