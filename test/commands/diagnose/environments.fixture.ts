import { checkedEnvironments, environmentName } from "../../../app/environments";
import { platforms } from "../../../stacks/platforms";

const environments = checkedEnvironments(platforms);

/** The environment of this name, such as `lp-production`. */
export function named(name: string): (typeof environments)[number] {
  return environments.find((one) => environmentName(one) === name)!;
}

/** An environment with stacks in AWS, Google Cloud and Cloudflare. */
export const checked = named("lp-production");
