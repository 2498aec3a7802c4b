import { RAISABLE_QUOTAS } from "@modules/aws/quotas";
import { z } from "zod";
import { accountId, awsRegion, domain, email, logRetentionDays, positive, slug } from "./fields";
import { networkSchema } from "./network";

const s3State = z.strictObject({
  backend: z.literal("s3"),
  /** State bucket; the environment's `bootstrap` stack makes it. Global: unique in all of AWS. */
  bucket: z.string(),
  /**
   * The owner's, printed by the bootstrap command. Key that encrypts the state.
   * It must be named: `encrypt` alone asks S3 for its own key, which the bucket refuses.
   */
  keyArn: z
    .string()
    .regex(/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]{36}$/, { error: "must be the ARN of a KMS key" }),
  /** DynamoDB table that holds the state locks; made beside the bucket. */
  lockTable: z.string(),
  /**
   * Also lock with an object beside the state. Terraform deprecates table locks
   * since 1.11, so both are on until the table can go.
   */
  lockFile: z.boolean().default(true),
});

const hcpState = z.strictObject({
  backend: z.literal("hcp"),
  /** HCP Terraform organization; every stack has a workspace there named after it. */
  organization: z.string(),
  /** Project the workspaces belong to. */
  project: z.string().optional(),
});

/** Guards of every region; a platform adds its own. */
export const securitySchema = z.strictObject({
  /** Threat detection; part of the enhanced security of production. */
  guardDuty: z.boolean(),
  /** What threat detection reads besides flow logs, DNS queries and management events, each at a price of its own. */
  guardDutyProtections: z
    .array(
      z.enum(["EBS_MALWARE_PROTECTION", "EKS_AUDIT_LOGS", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"]),
    )
    .default([]),
  /** Days a scheduled key deletion can be called off, 7 to 30. */
  keyDeletionWindowDays: z.int().min(7).max(30),
  /** Days logs are kept, flow logs aside. */
  logRetentionDays,
});

/** What every environment of every platform states. */
export const environmentSchema = z.strictObject({
  platform: z.enum(["dafnckmachine", "freeagentics", "lp", "phoenix-rooivalk"]),
  name: z.enum(["development", "staging", "production"]),

  account: z.strictObject({
    /** The owner's. Every provider refuses to touch any other account. */
    id: accountId,
    /** Primary region. */
    region: awsRegion,
    /**
     * Set what an account has once in a region: encryption of new volumes, threat
     * detection, replication of images. Of several environments in one account a
     * single one sets them.
     */
    createDefaults: z.boolean().default(true),
    /** The owner's. Quotas that AWS has raised in every region of the account, by the names in `modules/aws/quotas.ts`. */
    quotas: z.partialRecord(z.enum(RAISABLE_QUOTAS), positive).optional(),
  }),

  /** Where state lives and how it is locked. */
  state: z.discriminatedUnion("backend", [s3State, hcpState]),

  /**
   * Ends every physical name, so that environments can share an account and
   * buckets stay globally unique. Empty where the bare names are taken.
   */
  nameSuffix: z.union([z.literal(""), z.string().regex(/^(-[a-z0-9]+)+$/)], {
    error: 'must be "" or a hyphen and lower-case words, such as "-staging"',
  }),

  /** Stateful resources refuse deletion, by the service's own switch and by Terraform's. */
  deletionProtection: z.boolean(),

  /** Tags on everything, beside Project, Environment, ManagedBy and Stack. */
  tags: z.strictObject({
    /** The owner's. Team or mailbox that answers for the environment. */
    Owner: email,
    CostCenter: slug,
  }),

  /** What may plan and apply this environment from CI, without keys. */
  delivery: z.strictObject({
    /** The owner's. GitHub repository, `owner/name`. */
    repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, { error: "must be owner/name of a GitHub repository" }),
    /**
     * Make GitHub's (or HCP Terraform's) identity provider. An account has one:
     * of several environments in one account a single one makes it.
     */
    createProvider: z.boolean().default(true),
  }),

  /** Zone of all public names; its registrar or its parent zone must delegate to the zone's name servers. */
  domain,

  network: networkSchema,

  /** Other regions the environment has a VPC in, for replicas and recovery. */
  secondaryRegions: z.record(awsRegion, z.strictObject({ network: networkSchema })),

  security: securitySchema,

  alerts: z.strictObject({
    /** Mailboxes that alarms write to; each must confirm its subscription once. */
    emails: z.array(email).min(1, { error: "must name at least one mailbox" }),
  }),
});

export type Environment = z.infer<typeof environmentSchema>;
