import { TfeProvider } from "@cdktf/provider-tfe/lib/provider";
import type { Execution } from "@modules/hcp/workspaces/workspaces";
import type { Construct } from "constructs";
import type { Environment } from "../../environments/schema/environment";
import type { HcpState } from "../../environments/schema/state";
import { ClusterStack } from "./cluster-stack";
import { EnvironmentStack, scopeName } from "./environment-stack";

/**
 * A stack in the environment's organization of HCP Terraform; its name begins with `hcp-`. The provider reads a token
 * from TFE_TOKEN, or from `terraform login`.
 */
export abstract class HcpStack<E extends Environment = Environment> extends EnvironmentStack<E> {
  readonly hcp: HcpState;

  constructor(scope: Construct, environment: E, stack: string) {
    super(scope, environment, `hcp-${stack}`);
    const { state } = environment;
    if (state.backend !== "hcp") {
      throw new Error(`${this.node.path}: state.backend must be hcp, got ${state.backend}; leave the stack out`);
    }
    this.hcp = state;
    new TfeProvider(this, "tfe", { organization: state.organization });
  }
}

/**
 * Stacks that an administrator applies, because they create the identities with which runs of the other stacks log in.
 */
const BY_ADMINISTRATORS = ["bootstrap", "google-bootstrap", "hcp-workspaces"];

/**
 * The place where Terraform runs for a stack whose state is in HCP Terraform: on HCP Terraform's machines (`remote`),
 * on agents of the environment's pool (`agent`), or on the machine of the person who starts it (`local`).
 *
 * @throws Error when the state is in S3
 */
export function executionOf(stack: EnvironmentStack): Execution {
  const { environment, node } = stack;
  if (environment.state.backend !== "hcp") {
    throw new Error(`${node.path}: state.backend must be hcp, got ${environment.state.backend}`);
  }
  if (stack instanceof ClusterStack) {
    return environment.state.agentPool ? "agent" : "local";
  }
  const name = node.id.slice(`${scopeName(environment)}-`.length);
  return BY_ADMINISTRATORS.includes(name) ? "local" : "remote";
}
