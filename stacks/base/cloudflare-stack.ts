import { CloudflareProvider } from "@cdktf/provider-cloudflare/lib/provider";
import type { Construct } from "constructs";
import type { CloudflareSettings } from "../../environments/schema/cloudflare";
import type { Environment } from "../../environments/schema/environment";
import { EnvironmentStack } from "./environment-stack";

/** An environment that may have a Cloudflare zone. */
export type CloudflareEnvironment = Environment & { readonly cloudflare?: CloudflareSettings };

/**
 * A stack in the environment's Cloudflare account; its name begins with `cloudflare-`. The provider reads an API token
 * from CLOUDFLARE_API_TOKEN.
 */
export abstract class CloudflareStack<
  E extends CloudflareEnvironment = CloudflareEnvironment,
> extends EnvironmentStack<E> {
  readonly cloudflare: NonNullable<E["cloudflare"]>;

  constructor(scope: Construct, environment: E, stack: string) {
    super(scope, environment, `cloudflare-${stack}`);
    const { cloudflare } = environment;
    if (!cloudflare) {
      throw new Error(`${this.node.path}: environment.cloudflare must be set, got none; add it or leave the stack out`);
    }
    this.cloudflare = cloudflare as NonNullable<E["cloudflare"]>;
    new CloudflareProvider(this, "cloudflare", {});
  }
}
