import { TfeProvider } from "@cdktf/provider-tfe/lib/provider";
import type { Construct } from "constructs";
import type { Environment } from "../../environments/schema/environment";
import { EnvironmentStack } from "./environment-stack";

/** State of an environment in HCP Terraform. */
export type HcpState = Extract<Environment["state"], { backend: "hcp" }>;

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
