import { dnsSuffixOf } from "../partition";

/**
 * Host of an account's registry in a region: `<account>.dkr.ecr.<region>.amazonaws.com`.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 *
 * @param account id, 12 digits
 */
export function registryHost({ id, region }: { readonly id: string; readonly region: string }): string {
  return `${id}.dkr.ecr.${region}.${dnsSuffixOf(region)}`;
}
