import { dnsSuffixOf } from "@modules/aws/partition";
import type { Environment } from "../../../environments/schema/environment";

/**
 * Address of a repository of the environment, without a tag. It is known at synth, so a plan shows which images pods run,
 * and the stack of the pods reads no state of the registry.
 */
export function repositoryUrl({ account, nameSuffix }: Environment, image: string, region = account.region): string {
  return `${account.id}.dkr.ecr.${region}.${dnsSuffixOf(region)}/${image}${nameSuffix}`;
}
