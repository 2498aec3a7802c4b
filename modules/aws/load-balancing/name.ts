import { Token } from "cdktf";
import type { Construct } from "constructs";

const NAME = /^(?!-|internal-)[A-Za-z0-9-]{1,32}(?<!-)$/;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
export function checkLoadBalancerName(scope: Construct, name: string): void {
  if (!Token.isUnresolved(name) && !NAME.test(name)) {
    throw new Error(
      `${scope.node.path}: name must be 1 to 32 letters, digits and inner hyphens, not beginning with internal-, got ${name}`,
    );
  }
}
