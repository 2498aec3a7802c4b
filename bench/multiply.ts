import type { z } from "zod";
import type { CloudflareSettings } from "../environments/schema/cloudflare";
import type { Environment } from "../environments/schema/environment";
import type { GoogleSettings } from "../environments/schema/google";
import type { Platform } from "../stacks/base/platform";

/** Copies each environment of the platforms. Copies have names, accounts and states of their own. */
export function multiply(platforms: readonly Platform[], times: number): Platform[] {
  return Array.from({ length: times }, (_, index) => index).flatMap((index) =>
    index === 0 ? platforms : platforms.map((platform) => copyOf(platform, index)),
  );
}

/** A copy of the platform, whose schema checks the original values and then renames them. */
function copyOf(platform: Platform, index: number): Platform {
  const schema = platform.schema.transform((environment) => renamed(environment as Environment, index));
  return { ...platform, schema: schema as unknown as z.ZodType };
}

/** An environment with the settings that identify it outside AWS. */
type Parts = Environment & {
  readonly google?: GoogleSettings;
  readonly cloudflare?: CloudflareSettings;
  readonly buckets?: { readonly suffix: string };
};

function renamed(environment: Environment, index: number): Environment {
  const copy = elsewhere(environment, index);
  const { state, buckets } = copy;
  return {
    ...copy,
    ...(buckets && { buckets: { ...buckets, suffix: `${buckets.suffix}-${index}` } }),
    name: `${copy.name}-${index}` as Environment["name"],
    // Some services limit names to 32 characters, so the suffix is short.
    nameSuffix: `-${copy.name[0]}${index}`,
    state:
      state.backend === "s3"
        ? { ...state, bucket: `${state.bucket}-${index}`, lockTable: `${state.lockTable}-${index}` }
        : state,
  };
}

/** Replaces the account, project, repository and zones of the environment, wherever its values name them. */
function elsewhere(environment: Parts, index: number): Parts {
  const { account, domain, google, cloudflare, delivery } = environment;
  const others = new Map([
    [account.id, String((Number(account.id) + index) % 1e12).padStart(12, "0")],
    [delivery.repository, `${delivery.repository}-${index}`],
  ]);
  if (google) {
    others.set(google.project.id, `${google.project.id}-${index}`);
  }
  // Copies of a parent zone and of the domains that it delegates stay together.
  const apex = (cloudflare?.zone ?? domain).split(".").slice(-2).join(".");
  others.set(apex, apex.replace(".", `-${index}.`));
  const text = [...others].reduce((json, [own, other]) => json.replaceAll(own, other), JSON.stringify(environment));
  return JSON.parse(text);
}
