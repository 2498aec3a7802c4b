import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Construct } from "constructs";
import { arn } from "../account";
import { grant, type IRole } from "../security/role";

export interface ParameterProps {
  /** Beginning with a slash; unique in the region. A change replaces it. */
  readonly name: string;

  readonly description: string;

  /** At most 4 KiB, and nothing secret: it stands in Terraform's state, and who may read parameters reads it. */
  readonly value: string;
}

/** A setting that pods or instances look up by name. */
export class Parameter extends Construct {
  readonly name: string;
  /** As it is in the account. */
  readonly value: string;

  constructor(scope: Construct, id: string, { name, description, value }: ParameterProps) {
    super(scope, id);
    if (!/^\/[\w./-]+$/.test(name)) {
      throw new Error(`${this.node.path}: name must be a path such as /shop/cache, got ${name}`);
    }
    this.value = new SsmParameter(this, "Default", { name, description, type: "String", value }).value;
    this.name = name;
  }

  grantRead(role: IRole): void {
    grant(role, `read-${this.node.id}`, {
      actions: ["ssm:GetParameter", "ssm:GetParameters"],
      resources: [arn(this, "ssm", `parameter${this.name}`)],
    });
  }
}
