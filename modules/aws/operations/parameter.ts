import { SsmParameter, type SsmParameterConfig } from "@cdktf/provider-aws/lib/ssm-parameter";
import { checkPattern } from "@modules/core/checks";
import { Construct } from "constructs";
import { arn } from "../account";
import { CONFIGURATION_TAG } from "../security/data-actions";
import { grant, type IRole } from "../security/role";

export interface ParameterProps {
  /** Path such as `/shop/cache-url`, unique in the region. A change replaces the parameter. */
  readonly name: string;

  readonly description: string;

  /** At most 4 KiB. Not for secrets: the value is in Terraform's state and readable with `ssm:GetParameter`. */
  readonly value: string;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<SsmParameterConfig>;
}

/** A plain-text parameter of Systems Manager, which pods and instances read by name. */
export class Parameter extends Construct {
  readonly name: string;
  /** Value as SSM stores it, so that readers of the attribute depend on the parameter. */
  readonly value: string;

  constructor(scope: Construct, id: string, props: ParameterProps) {
    super(scope, id);
    const { name, description, value, overrides } = props;
    checkPattern(this, "name", name, /^\/[\w./-]+$/, "a path such as /shop/cache");
    this.value = new SsmParameter(this, "Default", {
      name,
      description,
      type: "String",
      value,
      tags: CONFIGURATION_TAG,
      ...overrides,
    }).value;
    this.name = name;
  }

  /** Lets the role read the parameter (`ssm:GetParameter`, `ssm:GetParameters`). */
  grantRead(role: IRole): void {
    grant(role, `read-${this.node.id}`, {
      actions: ["ssm:GetParameter", "ssm:GetParameters"],
      resources: [arn(this, "ssm", `parameter${this.name}`)],
    });
  }
}
