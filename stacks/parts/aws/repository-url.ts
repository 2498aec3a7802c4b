/** Addresses in the environment's registry. They are known at synthesis, so that a plan shows which images pods run. */
import { registryHost } from "@modules/aws/ecr/registry-host";
import type { Environment } from "../../../environments/schema/environment";

/**
 * Address of a repository of the environment, without a tag; the stack of the pods need not read the registry's state.
 */
export function repositoryUrl({ account, nameSuffix }: Environment, image: string): string {
  return `${registryHost(account)}/${image}${nameSuffix}`;
}
