import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { Fn } from "cdktf";
import { Construct, type IConstruct } from "constructs";

export interface IConfigMap extends IConstruct {
  readonly name: string;
  /** Of all it holds, so that pods are replaced when that changes. */
  readonly hash: string;
}

export interface ConfigMapProps {
  readonly name: string;

  readonly namespace: string;

  /** Variables, or texts of files by name. Never a secret. Write `$${` for `${`, which is Terraform's. */
  readonly data: Readonly<Record<string, string>>;

  /** @default none */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Settings of pods, which are replaced when these change. */
export class ConfigMap extends Construct implements IConfigMap {
  readonly name: string;
  readonly hash: string;

  constructor(scope: Construct, id: string, props: ConfigMapProps) {
    super(scope, id);
    const { name, namespace, data, labels } = props;
    const map = new ConfigMapV1(this, "Default", {
      metadata: { name, namespace, labels: labels && { ...labels } },
      data: { ...data },
    });
    this.name = map.metadata.name;
    // By Terraform: a value may be an attribute that synthesis does not know.
    this.hash = Fn.sha256(Fn.jsonencode(map.data));
  }
}
