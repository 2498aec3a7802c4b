import { RAISABLE_QUOTAS } from "@modules/aws/quotas";
import { z } from "zod";
import { costsSchema } from "./costs";
import {
  accountId,
  awsRegion,
  delegations,
  domain,
  email,
  logRetentionDays,
  positive,
  repository,
  slug,
} from "./fields";
import { networkSchema } from "./network";
import { recoveryObjectivesSchema } from "./recovery-objectives";

const s3State = z.strictObject({
  backend: z.literal("s3"),
  /** State bucket, which the environment's `bootstrap` stack makes. Its name is unique in all of AWS. */
  bucket: z.string(),
  /**
   * ARN of the key that encrypts the state, as the bootstrap command prints it. Without a key, the `encrypt` argument
   * of the backend asks S3 for its own key, and the bucket's policy refuses that.
   */
  keyArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]{36}$/, { error: "must be the ARN of a KMS key" }),
  /** DynamoDB table that holds the state locks; the `bootstrap` stack makes it, too. */
  lockTable: z.string(),
  /**
   * Also lock with an object beside the state. Terraform deprecates table locks since 1.11, so both locks are used
   * until the table can be removed.
   */
  lockFile: z.boolean().default(true),
});

const hcpState = z.strictObject({
  backend: z.literal("hcp"),
  /** HCP Terraform organization; it has a workspace for each stack, named after it. */
  organization: z.string(),
  /** Project of the workspaces, which the stack `hcp-workspaces` makes; no other environment has it. */
  project: z.string().regex(/^[\w][\w -]{1,38}[\w]$/, {
    error: "must be the name of a project, 3 to 40 letters, digits, spaces, hyphens and underscores",
  }),
  /**
   * Pool of agents in the environment's network, which run the stacks inside clusters.
   * @default whoever starts these stacks runs them
   */
  agentPool: z.string().optional(),
  /** Teams that approve applies. They need a paid edition. @default the owners of the organization alone */
  approvers: z.array(z.string()).default([]),
  /** Whether an apply follows a plan without a person. @default false */
  autoApply: z.boolean().default(false),
  /**
   * Whether runs that wait for a person or fail, and drift, are posted to Slack, by the webhook in
   * TF_VAR_run_notifications.
   * @default false
   */
  notifications: z.boolean().default(false),
});

/** Guards that every region has; a platform adds its own. */
export const securitySchema = z.strictObject({
  /** Detect threats with GuardDuty. */
  guardDuty: z.boolean(),
  /** Sources that GuardDuty analyzes besides flow logs, DNS queries and management events. Each has its own price. */
  guardDutyProtections: z
    .array(
      z.enum(["EBS_MALWARE_PROTECTION", "EKS_AUDIT_LOGS", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"]),
    )
    .default([]),
  /** Days in which the deletion of a key can be cancelled, 7 to 30. */
  keyDeletionWindowDays: z.int().min(7).max(30),
  /**
   * Use FIPS-validated cryptography: at the endpoints of AWS, which regions of the United States and Canada have, in the
   * listeners of public load balancers, and on nodes of EKS without GPUs. Budgets, Cost Explorer, Data Exports and chat
   * have no such endpoints and are called at their usual ones.
   * https://aws.amazon.com/compliance/fips/
   */
  fips: z.boolean().default(false),
  /** Days that logs are kept; `network.flowLogRetentionDays` is for flow logs. */
  logRetentionDays,
});

/**
 * Classes of change that an environment can let through without an approval. `permissions`, `exposure`, `keys` and
 * `protection` come on top of what a change does; the loss of data is never let through.
 */
const APPROVABLE = [
  "outputs",
  "moves",
  "additions",
  "changes",
  "replacements",
  "removals",
  "permissions",
  "exposure",
  "keys",
  "protection",
] as const;

export type Approvable = (typeof APPROVABLE)[number];

/** Names of environments, in the order in which a change reaches them. */
export const ENVIRONMENT_NAMES = ["development", "staging", "production"] as const;

/** Fields of every environment of every platform. */
export const environmentSchema = z.strictObject({
  platform: z.enum(["dafnckmachine", "freeagentics", "lp", "phoenix-rooivalk"]),
  name: z.enum(ENVIRONMENT_NAMES),

  account: z.strictObject({
    /** The owner's AWS account. The providers refuse credentials of any other account. */
    id: accountId,
    /** Primary region. */
    region: awsRegion,
    /**
     * Set what an account has only once in a region: encryption of new volumes, GuardDuty and replication of images.
     * Environments that share an account and a region set it in one of them.
     */
    createDefaults: z.boolean().default(true),
    /** Quotas that AWS has raised in every region of the account, by their names in `modules/aws/quotas.ts`. */
    quotas: z.partialRecord(z.enum(RAISABLE_QUOTAS), positive).optional(),
  }),

  /** Backend that stores and locks the states. */
  state: z.discriminatedUnion("backend", [s3State, hcpState]),

  /**
   * End of every physical name. It keeps the names of environments apart, in a shared account and, for buckets, in all
   * of AWS. It is empty when the bare names are free.
   */
  nameSuffix: z
    .string()
    .regex(/^(-[a-z0-9]+)*$/, { error: 'must be "" or a hyphen and lower-case words, such as "-staging"' })
    .max(20, { error: "must be at most 20 characters, as it ends names that services limit; shorten it" }),

  /** Refuse to delete stateful resources, by the service's own setting and by Terraform's `prevent_destroy`. */
  deletionProtection: z.boolean(),

  /** Tags of every resource, besides Project, Environment, ManagedBy and Stack. */
  tags: z.strictObject({
    /** Mailbox of the team that answers for the environment. */
    Owner: email,
    CostCenter: slug,
  }),

  /** Pipeline that plans and applies the environment without stored credentials. */
  delivery: z.strictObject({
    /** The owner's GitHub repository. */
    repository,
    /**
     * Number of the repository, which Google Cloud checks besides its name. AWS does with `workflow` only.
     * @default not checked
     */
    repositoryId: z
      .string()
      .regex(/^\d{1,15}$/, { error: "must be the number of a GitHub repository, digits in a string" })
      .optional(),
    /**
     * Path of the workflow that delivers. Set it and the number once the repository's tokens have the customized subject
     * of decision 4.
     * @default tokens have GitHub's default subject
     */
    workflow: z
      .string()
      .regex(/^\.github\/workflows\/[\w.-]+\.ya?ml$/, {
        error: "must be the path of a workflow, such as .github/workflows/deliver.yml",
      })
      .optional(),
    /**
     * Make the identity provider of GitHub or HCP Terraform. An account holds one of each, so environments that share
     * an account make it in one of them.
     */
    createProvider: z.boolean().default(true),
    /**
     * Classes of change that are applied without an approval: a change is let through when all of its classes are here.
     * @default every change waits for an approval
     */
    approved: z.array(z.enum(APPROVABLE)).default([]),
    /**
     * Settings of GitHub that the trust in the pipeline rests on, made by the stack `github-delivery`.
     * @default a person makes them
     */
    github: z
      .strictObject({
        /** People who approve applies, one to six teams and users. */
        approvers: z
          .strictObject({
            /** Slugs of teams of the repository's organization. */
            teams: z.array(slug).default([]),
            /** Logins of users. */
            users: z.array(z.string()).default([]),
          })
          .refine(({ teams, users }) => teams.length + users.length >= 1 && teams.length + users.length <= 6, {
            error: "must name one to six teams and users",
          }),
        /**
         * Make the rules of the repository as well: its branch and its workflows. Environments that share a repository
         * make them in one of them.
         */
        createRepositoryRules: z.boolean().default(true),
      })
      .optional(),
  }),

  /** Zone of the public names. Its registrar, or its parent zone, delegates to the zone's name servers. */
  domain,

  /** Parts of `domain` that other environments serve. @default none */
  delegations,

  network: networkSchema,

  /** Regions with a VPC besides the primary region, for replicas and the standby. */
  secondaryRegions: z.record(awsRegion, z.strictObject({ network: networkSchema })),

  security: securitySchema,

  alerts: z.strictObject({
    /** Mailboxes that alarms notify; each confirms its subscription once. */
    emails: z.array(email).min(1, { error: "must name at least one mailbox" }),
    /**
     * The owner's channel in Slack, which shows critical alerts and warnings. An administrator of the workspace
     * authorizes Amazon Q Developer in chat applications once, and invites it to the channel.
     * @default no channel
     */
    slack: z
      .strictObject({
        teamId: z.string().regex(/^T[A-Z0-9]{8,}$/, { error: "must be the id of a workspace, such as T012AB3C4" }),
        channelId: z.string().regex(/^[CG][A-Z0-9]{8,}$/, { error: "must be the id of a channel, such as C012AB3CD" }),
        /**
         * Name of the channel, by which Google Cloud finds it. Its alerts then need the token of a Slack app, which every
         * plan takes from the environment variable `TF_VAR_slack_token`.
         * @default alerts of Google Cloud go by mail
         */
        channelName: z
          .string()
          .regex(/^#[\w-]{1,80}$/, { error: "must be the name of a channel, such as #alerts" })
          .optional(),
      })
      .optional(),
    /**
     * Post critical alerts to a paging service, such as PagerDuty. Its URL holds a key, so every plan takes it from the
     * environment variable `TF_VAR_paging_endpoint`; in Google Cloud, the integration's key from `TF_VAR_paging_key`.
     */
    paging: z.boolean().default(false),
  }),

  /**
   * Trail, AWS Config, Security Hub and image scans of the account, in every region of the environment. An account has
   * them once, so they need `account.createDefaults`.
   * @default none
   */
  audit: z
    .strictObject({
      /** Bucket of the records; the environment's suffix ends it, and the name is unique in all of AWS. */
      bucket: slug,
      /** Days that records are kept. */
      retentionDays: positive,
    })
    .optional(),

  /**
   * Objectives for the loss and the recovery of each kind of data. Synthesis computes what backups, copies and
   * replicas achieve, and fails when it is less; `pnpm recovery` prints both.
   * @default no promises
   */
  recoveryObjectives: recoveryObjectivesSchema.optional(),

  /** Budgets and other limits of cost. @default none */
  costs: costsSchema.optional(),
});

export type Environment = z.infer<typeof environmentSchema>;
