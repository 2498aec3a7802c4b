import { Construct, type IConstruct } from "constructs";
import { CustomResource } from "../custom-resource";

export interface GeneratedSecretProps {
  /** Of the Secret and of what makes it. */
  readonly name: string;

  readonly namespace: string;

  /** What the Secret holds beside `password`, by key; `{{ .password }}` is it under another name. @default nothing */
  readonly data?: Readonly<Record<string, string>>;

  /** @default "Opaque" */
  readonly type?: "Opaque" | "kubernetes.io/basic-auth";

  /** Modules of the same stack it needs. @default none */
  readonly after?: readonly IConstruct[];
}

/**
 * A Secret whose password External Secrets makes up once, in the cluster: neither a
 * person nor Terraform's state ever has it. A Secret that is deleted comes back with
 * another password. https://external-secrets.io/latest/api/generator/password/
 */
export class GeneratedSecret extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: GeneratedSecretProps) {
    super(scope, id);
    const { name, namespace, data = {}, type = "Opaque", after } = props;
    const generator = {
      apiVersion: "generators.external-secrets.io/v1alpha1",
      kind: "Password",
      metadata: { name, namespace },
      // No symbols: some readers put it into a URL or an INI file.
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
    new CustomResource(this, "Default", { manifest: secret, condition: "Ready", after: [password] });
    this.name = name;
  }
}
