/**
 * Values that only the owner of a platform's deployments knows. Each platform has them once, in its `owner.ts`, from
 * which its environments read them. In a fresh clone these are values that vendors reserve for documentation.
 */
import type { Environment } from "./environment";

/** Values of one environment. */
export interface EnvironmentValues {
  /** Id of the AWS account, 12 digits. */
  readonly accountId: string;

  /** ARN of the key that encrypts the state; `pnpm bootstrap` prints it. */
  readonly stateKeyArn: string;

  /**
   * Name servers of the environment's zone, as its `dns` stack prints them; empty until that stack is applied. The
   * environment with the parent zone delegates to them. @default none: the registrar delegates the zone
   */
  readonly nameServers?: string[];
}

/** Values of one environment that may have a cluster in AWS. */
export interface ClusterValues extends EnvironmentValues {
  /**
   * ARN of the account's CodeConnections connection to GitHub, which the runner in the VPC needs. Production has a
   * runner and requires it.
   * @default no runner
   */
  readonly githubConnectionArn?: string;

  /**
   * ARN of the secret with the login of Docker Hub: `aws secretsmanager create-secret --name
   * ecr-pullthroughcache/docker-hub --secret-string file://login.json` prints it. The file has the fields `username`
   * and `accessToken`, a token that may only read public repositories.
   * @default none: nodes of clusters pull from Docker Hub without a login
   */
  readonly dockerHubSecretArn?: string;
}

/** Values of one environment that may have a project in Google Cloud. */
export interface GoogleValues extends EnvironmentValues {
  /** Project in Google Cloud. @default none */
  readonly googleProject?: {
    readonly id: string;
    /** `projectNumber` in the output of `gcloud projects describe`. */
    readonly number: string;
  };

  /**
   * Billing account of the project, whose currency must be US dollars; `gcloud billing accounts list` prints it.
   * @default no budget
   */
  readonly googleBillingAccount?: string;
}

export interface Owner<Values extends EnvironmentValues = EnvironmentValues> {
  /** GitHub repository whose workflows plan and apply the environments, `owner/name`. */
  readonly repository: string;

  /**
   * Number of the repository, which Google Cloud checks in addition to its name; `gh api repos/OWNER/NAME --jq .id`
   * prints it.
   * @default not checked
   */
  readonly repositoryId?: string;

  /** Slugs of the GitHub teams whose members approve applies, one to six. */
  readonly approvers: string[];

  /** Mailbox of the team that is responsible for the environments, and value of the tag Owner of every resource. */
  readonly team: string;

  /** Mailboxes that alarms notify. */
  readonly alertEmails: string[];

  /**
   * Slack workspace and channel that show production's alerts; their ids are in the channel's link. Google Cloud needs
   * the name of the channel.
   * @default no channel
   */
  readonly slack?: { readonly teamId: string; readonly channelId: string; readonly channelName?: string };

  /**
   * Networks of administrators, who may connect to the endpoints of clusters and to the bastions from outside the VPC.
   */
  readonly adminCidrs: string[];

  /** Values by environment. */
  readonly environments: Readonly<Partial<Record<Environment["name"], Values>>>;
}

/** Values of an owner who has Kubernetes clusters. */
export interface ClusterOwner {
  /** Names of account roles whose holders may administer the clusters. */
  readonly administrators: string[];
}

/** Values of an owner who has a Cloudflare account. */
export interface CloudflareOwner {
  /** Id of the Cloudflare account, 32 hexadecimal digits. */
  readonly cloudflareAccountId: string;
}

/**
 * Values of one environment. A value that is missing in `owner.ts` is undefined here, so that the check of the
 * environment reports the missing field instead of an error on import.
 */
export function valuesOf<Values extends EnvironmentValues>(
  { environments }: Pick<Owner<Values>, "environments">,
  name: Environment["name"],
): Required<Values> {
  return (environments[name] ?? {}) as Required<Values>;
}
