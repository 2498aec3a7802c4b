/** A mistake in the code of a stack, and what the cases build their stacks with. */
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import type { App, TerraformStack } from "cdktf";
import { soundStack } from "../../support/faults";

export type Define = (app: App) => unknown;

/** A mistake with the lines of the answer. */
export type StackCase = readonly [name: string, define: Define, faults: readonly string[]];

/** A stack with a zone, and what the case adds to it. */
export function dns(add: (stack: TerraformStack, zone: Route53Zone) => unknown): Define {
  return (app) => {
    const stack = soundStack(app, "dns");
    add(stack, new Route53Zone(stack, "zone", { name: "shop.test" }));
  };
}

export function parameter(stack: TerraformStack, value: string, id = "p", name = `/shop/${id}`): SsmParameter {
  return new SsmParameter(stack, id, { name, type: "String", value, tags: { Content: "configuration" } });
}

/** Two stacks, of which the second gets what the first makes. */
export function twoStacks(add: (second: TerraformStack, zone: Route53Zone, first: TerraformStack) => unknown): Define {
  return (app) => {
    const first = soundStack(app, "dns");
    const zone = new Route53Zone(first, "zone", { name: "shop.test" });
    add(soundStack(app, "web"), zone, first);
  };
}
