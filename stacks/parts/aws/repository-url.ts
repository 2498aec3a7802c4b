/** Addresses in the environment's registry. They are known at synth, so a plan shows which images pods run. */
import { dnsSuffixOf } from "@modules/aws/partition";
import type { Environment } from "../../../environments/schema/environment";

/** Host of the environment's registry in a region. */
export function registryHost({ account }: Environment, region = account.region): string {
  return `${account.id}.dkr.ecr.${region}.${dnsSuffixOf(region)}`;
}

/** Address of a repository of the environment, without a tag; the stack of the pods reads no state of the registry. */
export function repositoryUrl(environment: Environment, image: string, region?: string): string {
  return `${registryHost(environment, region)}/${image}${environment.nameSuffix}`;
}
