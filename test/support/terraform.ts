/** Runs real Terraform on copies of synthesized stacks. */
import { cpSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { synthesize } from "@modules/checks/synthesize";
import { build } from "../../app/build";
import { checkedEnvironments } from "../../app/environments";
import { run, terraform } from "../../commands/run";
import type { Platform } from "../../stacks/base/platform";
import { platforms as all } from "../../stacks/platforms";

export interface SynthesizedStack {
  readonly id: string;
  readonly json: Json;
  readonly folder: string;
  /** Ids of the stacks whose outputs it reads. */
  readonly producers: readonly string[];
}

/** Writes every stack of the platforms' environments to a temporary folder, each after the stacks whose outputs it reads. */
export function synthesizeAll(platforms: readonly Platform[] = all): SynthesizedStack[] {
  const outdir = mkdtempSync(join(tmpdir(), "terraform-test-"));
  return synthesize(build(checkedEnvironments(platforms), outdir)).map(({ id, json, stack }) => ({
    id,
    json,
    folder: join(outdir, "stacks", id),
    producers: stack.dependencies.map(({ node }) => node.id),
  }));
}

/** Copies the stack's folder and adds an override file. Returns the copy. */
export function copy({ id, folder }: SynthesizedStack, to: string, override: Json): string {
  const target = join(to, id);
  cpSync(folder, target, { recursive: true });
  writeFileSync(join(target, "z_override.tf.json"), JSON.stringify(override, null, 2));
  return target;
}

/** State of a stack in its own folder. Its path is the same for every stack, as their `.terraform` folders are copies. */
export const OWN_STATE = "own.tfstate";

/** Override that stores the state of the stack in its folder, and reads the states of other stacks from files. */
export function localState({ json }: SynthesizedStack, stateOf: (stack: string) => string): Json {
  const states: Json = json.data?.terraform_remote_state;
  return {
    terraform: { backend: { local: { path: OWN_STATE } } },
    ...(states && {
      data: {
        terraform_remote_state: mapValues(states, ({ config }) => ({
          backend: "local",
          config: { path: stateOf(stackOfState(config.key)) },
        })),
      },
    }),
  };
}

/** `<platform>/<environment>/<stack>.tfstate` belongs to `<platform>-<environment>-<stack>`. */
function stackOfState(key: string): string {
  return key.replace(/\.tfstate$/, "").replaceAll("/", "-");
}

/** Override that keeps the AWS provider offline and sets variables. The providers of other clouds are stand-ins. */
export function offlineProviders({ json }: SynthesizedStack): Json {
  const { aws } = json.provider;
  const variable: Json =
    json.variable && mapValues(json.variable, () => ({ default: "https://paging.example.com/key" }));
  return {
    ...(variable && { variable }),
    ...(aws && {
      provider: {
        aws: aws.map(({ alias }: Json) => ({
          alias,
          skip_credentials_validation: true,
          skip_requesting_account_id: true,
          skip_metadata_api_check: true,
          skip_region_validation: true,
          // The check is disabled, because the provider would call STS for it.
          allowed_account_ids: [],
        })),
      },
    }),
  };
}

/**
 * Override for stand-ins: Terraform may destroy protected resources, and validation records and reviewers have fixed
 * values, because stand-ins return random validation options of certificates and ids that are not numbers.
 */
export function forStandIns({ json }: SynthesizedStack): Json {
  const resource: Json = {};
  for (const [type, named] of Object.entries<Json>(json.resource ?? {})) {
    for (const [name, values] of Object.entries<Json>(named)) {
      const override = {
        ...(values.lifecycle?.prevent_destroy && { lifecycle: { prevent_destroy: false } }),
        ...(JSON.stringify(values).includes(".domain_validation_options") && VALIDATION_RECORDS[type]),
        ...(values.reviewers && { reviewers: [{ teams: [1] }] }),
      };
      // Terraform refuses a resource type without resources.
      if (Object.keys(override).length > 0) {
        resource[type] = { ...resource[type], [name]: override };
      }
    }
  }
  return {
    ...(Object.keys(resource).length > 0 && { resource }),
    ...withoutCertificate(json.provider),
  };
}

/** Override for the certificate of a cluster, which stand-ins do not return in base64. */
function withoutCertificate({ kubernetes, helm }: Json): Json {
  const cluster_ca_certificate = "none";
  const provider = {
    ...(kubernetes && { kubernetes: [{ cluster_ca_certificate }] }),
    ...(helm && { helm: [{ kubernetes: { ...helm[0].kubernetes, cluster_ca_certificate } }] }),
  };
  return kubernetes || helm ? { provider } : {};
}

const VALIDATION_RECORDS: Readonly<Record<string, Json>> = {
  aws_route53_record: { name: "_validation", type: "CNAME", records: ["_validation.acm-validations.aws."] },
  cloudflare_dns_record: { name: "_validation.example.com", type: "CNAME", content: "_validation.acm-validations.aws" },
};

function mapValues(values: Json, change: (value: Json) => Json): Json {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

/** Installs the providers of all stacks. Returns the reason if Terraform cannot run with them. */
export async function unavailable(
  stacks: readonly SynthesizedStack[],
  env: NodeJS.ProcessEnv | undefined,
): Promise<string | undefined> {
  if (!env) {
    return "there are no stand-ins for the providers on this machine";
  }
  const probe = mkdtempSync(join(tmpdir(), "terraform-probe-"));
  const required = Object.assign({}, ...stacks.map(({ json }) => json.terraform.required_providers));
  writeFileSync(join(probe, "main.tf.json"), JSON.stringify({ terraform: { required_providers: required } }));
  try {
    await terraform(probe, ["init", "-input=false"], { env });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * Fails unless a second plan is empty.
 *
 * @returns what Terraform printed
 */
export async function expectNoChanges(
  folder: string,
  env: NodeJS.ProcessEnv,
  options: readonly string[] = [],
): Promise<string> {
  const args = ["plan", "-input=false", "-no-color", "-detailed-exitcode", ...options];
  const { status, output } = await run("terraform", args, { cwd: folder, env });
  if (status !== 0) {
    throw new Error(status === 2 ? `a second plan is not empty:\n${output}` : output);
  }
  return output;
}

/** Runs at most `size` tasks at a time. */
export function limiter(size: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = size;
  return async (task) => {
    if (free > 0) {
      free -= 1;
    } else {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) {
        next();
      } else {
        free += 1;
      }
    }
  };
}
