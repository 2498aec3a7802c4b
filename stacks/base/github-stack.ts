import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import type { Construct } from "constructs";
import type { Environment } from "../../environments/schema/environment";
import { EnvironmentStack } from "./environment-stack";

/**
 * A stack in the environment's GitHub repository; its name begins with `github-`. The provider reads a token of an
 * administrator of the repository from GITHUB_TOKEN, which the pipeline does not have.
 */
export abstract class GithubStack<E extends Environment = Environment> extends EnvironmentStack<E> {
  /** Name of the repository, without its owner. */
  readonly repository: string;

  constructor(scope: Construct, environment: E, stack: string) {
    super(scope, environment, `github-${stack}`);
    const [owner, name = ""] = environment.delivery.repository.split("/");
    this.repository = name;
    new GithubProvider(this, "github", { owner });
  }
}
