import { ConfigMapV1, type ConfigMapV1Config } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { Fn } from "cdktf";
import { Construct, type IConstruct } from "constructs";

export interface IConfigMap extends IConstruct {
  readonly name: string;
  /** Hash of the data. Workloads put it into an annotation of their pods, so that changed data replaces the pods. */
  readonly hash: string;
}

export interface ConfigMapProps {
  readonly name: string;

  readonly namespace: string;

  /** Environment variables, or texts of files by name. They must not be secret. Write `$${` for a literal `${`, which Terraform would interpolate. */
  readonly data: Readonly<Record<string, string>>;

  /** @default none */
  readonly labels?: Readonly<Record<string, string>>;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ConfigMapV1Config>;
}

/** Settings for pods, as environment variables or files. Pods are replaced when the data changes. */
export class ConfigMap extends Construct implements IConfigMap {
  readonly name: string;
  readonly hash: string;

  constructor(scope: Construct, id: string, props: ConfigMapProps) {
    super(scope, id);
    const { name, namespace, data, labels, overrides } = props;
    const map = new ConfigMapV1(this, "Default", {
      metadata: { name, namespace, labels: labels && { ...labels } },
      data: { ...data },
      ...overrides,
    });
    this.name = map.metadata.name;
    // Terraform computes the hash, because a value may be an attribute that is unknown at synthesis.
    this.hash = Fn.sha256(Fn.jsonencode(map.data));
  }
}
