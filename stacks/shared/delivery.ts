import type { Construct } from "constructs";
import type { Environment } from "../../environments/schema/environment";
import { GithubDeliveryStack } from "./github/delivery";
import { WorkspacesStack } from "./hcp/workspaces";

/** Defines the stacks of the service that plans and applies the environment, after all of its other stacks. */
export function defineDelivery(scope: Construct, environment: Environment): void {
  const { delivery, state } = environment;
  if (state.backend === "hcp") {
    new WorkspacesStack(scope, environment);
  } else if (delivery.github) {
    new GithubDeliveryStack(scope, environment, delivery.github);
  }
}
