import { SsmParameter, type SsmParameterConfig } from "@cdktf/provider-aws/lib/ssm-parameter";
import { checkPattern } from "@modules/core/checks";
import { Construct } from "constructs";
import { arn } from "../account";
import { CONFIGURATION_TAG } from "../security/data-actions";
import { grant, type IRole } from "../security/role";

export interface ParameterProps {
  /** Name: a path such as `/shop/cache-url`, unique in the region. A change replaces the parameter. */
  readonly name: string;

  readonly description: string;

  /**
   * Value of at most 4 KiB. It must not be secret, because Terraform's state contains it and `ssm:GetParameter` returns
   * it.
   */
  readonly value: string;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<SsmParameterConfig>;
}

/** A plain-text parameter of Systems Manager, which pods and instances read by name. */
export class Parameter extends Construct {
  readonly name: string;
  /** Value as an attribute of the resource, so that resources which use it depend on the parameter. */
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

  /** Allows the role to read the parameter (`ssm:GetParameter`, `ssm:GetParameters`). */
  grantRead(role: IRole): void {
    grant(role, `read-${this.node.id}`, {
      actions: ["ssm:GetParameter", "ssm:GetParameters"],
      resources: [arn(this, "ssm", `parameter${this.name}`)],
    });
  }
}
