import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { CloudflareProvider } from "@cdktf/provider-cloudflare/lib/provider";
import { TerraformVariable } from "cdktf";
import { ClusterStack } from "../stacks/base/cluster-stack";
import { GithubStack } from "../stacks/base/github-stack";
import { GoogleStack } from "../stacks/base/google-stack";
import { executionOf } from "../stacks/base/hcp-stack";
import { MACHINE, type Machine, onPath } from "./runner/machine";
import type { NamedStack } from "./stacks";

/** Environment variables from which the Google provider reads credentials. https://registry.terraform.io/providers/hashicorp/google/latest/docs/guides/provider_reference */
const GOOGLE_VARIABLES = [
  "GOOGLE_CREDENTIALS",
  "GOOGLE_CLOUD_KEYFILE_JSON",
  "GCLOUD_KEYFILE_JSON",
  "GOOGLE_OAUTH_ACCESS_TOKEN",
  "GOOGLE_APPLICATION_CREDENTIALS",
];

/**
 * Missing credentials of every cloud that the stacks are in, a line each. Their providers report it only after earlier
 * stacks were planned or applied. `awsFaults` looks for those of AWS, which its provider reads from many places.
 */
export function credentialFaults(
  stacks: readonly Pick<NamedStack, "id" | "stack">[],
  machine: Machine = MACHINE,
): string[] {
  const faults = stacks.flatMap(({ id, stack }) =>
    [
      ...hcpFaults(stack, machine),
      // HCP Terraform runs other stacks with credentials and variables of its own.
      ...(runsHere(stack) ? [...missing(stack, machine), ...variableFaults(stack, machine)] : []),
    ].map((fault) => ({ id, fault })),
  );
  return [...new Set(faults.map(({ fault }) => fault))].map((fault) => {
    const ids = faults.filter((one) => one.fault === fault).map(({ id }) => id);
    return `${inShort(ids)}: ${fault}`;
  });
}

/** Most stacks that a line names; an environment has some thirty. */
const MOST_NAMES = 3;

function inShort(ids: readonly string[]): string {
  const others = ids.length - MOST_NAMES;
  return others > 1 ? `${ids.slice(0, MOST_NAMES).join(", ")} and ${others} other stacks` : ids.join(", ");
}

/** Whether Terraform logs in to the stack's clouds on this machine. */
function runsHere(stack: NamedStack["stack"]): boolean {
  return stack.environment.state.backend === "s3" || executionOf(stack) === "local";
}

/** The state of every stack of an environment in HCP Terraform is there, and so are its runs. */
function hcpFaults({ environment }: NamedStack["stack"], machine: Machine): string[] {
  return environment.state.backend !== "hcp" || hasHcpCredentials(machine)
    ? []
    : ["HCP Terraform must be logged in to, got no token; run `terraform login`"];
}

function missing(stack: NamedStack["stack"], machine: Machine): string[] {
  // A stack of another cloud has this provider as well when it creates validation records in Cloudflare's zone.
  if (stack.node.children.some((child) => child instanceof CloudflareProvider)) {
    return machine.env.CLOUDFLARE_API_TOKEN
      ? []
      : [
          "CLOUDFLARE_API_TOKEN must hold an API token of the account, got nothing; make one as runbooks/cloudflare-zone.md says",
        ];
  }
  if (stack instanceof GoogleStack) {
    return hasGoogleCredentials(machine)
      ? []
      : ["Google Cloud credentials must be available, got none; run `gcloud auth application-default login`"];
  }
  if (stack instanceof GithubStack) {
    return machine.env.GITHUB_TOKEN
      ? []
      : [
          "GITHUB_TOKEN must hold a token of an administrator of the repository, got nothing; export GITHUB_TOKEN=$(gh auth token)",
        ];
  }
  return stack instanceof ClusterStack ? programFaults(stack.access.credentials.command, machine) : [];
}

/** Environment variables that hold credentials of AWS, or say where they are. https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration */
const AWS_VARIABLES = [
  "AWS_ACCESS_KEY_ID",
  "AWS_PROFILE",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
];

/** Settings of a profile that lead to credentials; others, such as the region, do not. */
const AWS_PROFILE_SETTING =
  /^\s*(aws_access_key_id|credential_process|login_session|role_arn|sso_\w+|web_identity_\w+)\s*=/m;

export interface AwsUse {
  /** Whether states are read and written, those in S3 with credentials of AWS. */
  readonly states: boolean;
}

/** Whether Terraform uses credentials of AWS on this machine to plan or apply the stack. */
export function needsAws(stack: NamedStack["stack"], { states }: AwsUse): boolean {
  const hasProvider = stack.node.children.some((child) => child instanceof AwsProvider);
  return (hasProvider && runsHere(stack)) || (states && stack.environment.state.backend === "s3");
}

/**
 * A line when a stack needs credentials of AWS and no place that the provider reads has them. The provider itself looks
 * for them for half a minute in each stack.
 *
 * @param metadata whether the service that gives an instance of EC2 its credentials answers
 */
export async function awsFaults(
  stacks: readonly Pick<NamedStack, "stack">[],
  use: AwsUse,
  machine: Machine = MACHINE,
  metadata: (env: NodeJS.ProcessEnv) => Promise<boolean> = hasInstanceMetadata,
): Promise<string[]> {
  const wanted = stacks.some(({ stack }) => needsAws(stack, use));
  return !wanted || hasAwsCredentials(machine) || (await metadata(machine.env))
    ? []
    : [
        "AWS credentials must be available, got none; log in, such as with `aws sso login`, and set AWS_PROFILE to the profile",
      ];
}

function hasAwsCredentials({ env, exists }: Machine): boolean {
  const files = [
    env.AWS_SHARED_CREDENTIALS_FILE ?? join(homedir(), ".aws", "credentials"),
    env.AWS_CONFIG_FILE ?? join(homedir(), ".aws", "config"),
  ];
  return (
    AWS_VARIABLES.some((name) => env[name]) ||
    files.some((file) => exists(file) && AWS_PROFILE_SETTING.test(readFileSync(file, "utf8")))
  );
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html */
async function hasInstanceMetadata(env: NodeJS.ProcessEnv): Promise<boolean> {
  if (env.AWS_EC2_METADATA_DISABLED === "true") {
    return false;
  }
  const endpoint = env.AWS_EC2_METADATA_SERVICE_ENDPOINT || "http://169.254.169.254";
  const headers = { "X-aws-ec2-metadata-token-ttl-seconds": "60" };
  return fetch(new URL("/latest/api/token", endpoint), {
    method: "PUT",
    headers,
    signal: AbortSignal.timeout(1000),
  }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Terraform reads the variables of a stack, which hold secrets, from the environment. */
function variableFaults({ node }: NamedStack["stack"], { env }: Machine): string[] {
  return node.children
    .filter((child): child is TerraformVariable => child instanceof TerraformVariable && child.default === undefined)
    .filter((variable) => !env[`TF_VAR_${variable.friendlyUniqueId}`])
    .map(
      ({ friendlyUniqueId, description }) =>
        `TF_VAR_${friendlyUniqueId} must hold the ${description}, got nothing; set it in the environment`,
    );
}

/** https://developer.hashicorp.com/terraform/cli/config/config-file#credentials-1 */
function hasHcpCredentials({ env, exists }: Machine): boolean {
  const file = join(homedir(), ".terraform.d", "credentials.tfrc.json");
  return ["TFE_TOKEN", "TF_TOKEN_app_terraform_io"].some((name) => env[name]) || exists(file);
}

function hasGoogleCredentials({ env, exists }: Machine): boolean {
  const folder = env.CLOUDSDK_CONFIG ?? join(homedir(), ".config", "gcloud");
  return GOOGLE_VARIABLES.some((name) => env[name]) || exists(join(folder, "application_default_credentials.json"));
}

const INSTALL: Readonly<Record<string, string>> = {
  aws: "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
  "gke-gcloud-auth-plugin": "https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-access-for-kubectl",
};

/** The Kubernetes provider runs this program to get a token for the cluster. */
function programFaults(program: string, { env, exists }: Machine): string[] {
  return onPath(program, { env, exists })
    ? []
    : [`${program} must be on the PATH to log in to the cluster, got none; install it: ${INSTALL[program]}`];
}
