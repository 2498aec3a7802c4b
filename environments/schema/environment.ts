import { RAISABLE_QUOTAS } from "@modules/aws/quotas";
import { z } from "zod";
import { alertsSchema } from "./alerts";
import { costsSchema } from "./costs";
import { deliverySchema } from "./delivery";
import { accountId, awsRegion, delegations, domain, email, positive, slug } from "./fields";
import { networkSchema } from "./network";
import { recoveryObjectivesSchema } from "./recovery-objectives";
import { securitySchema } from "./security";
import { stateSchema } from "./state";

/** Names of environments, in the order in which changes are applied to them. */
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
     * Manage the resources that an account has only once in a region: encryption of new volumes, GuardDuty and
     * replication of images. Only one of the environments that share an account and a region may set it.
     */
    createDefaults: z.boolean().default(true),
    /** Quotas that AWS has raised in every region of the account, by their names in `modules/aws/quotas.ts`. */
    quotas: z.partialRecord(z.enum(RAISABLE_QUOTAS), positive).optional(),
  }),

  /** Backend that stores and locks the states. */
  state: stateSchema,

  /**
   * Suffix of every physical name. It makes names unique among the environments in an account and, for buckets, in all
   * of AWS. It may be empty when the names are unique without it.
   */
  nameSuffix: z
    .string()
    .regex(/^(-[a-z0-9]+)*$/, {
      error: 'must be "" or a hyphen and lower-case words, such as "-staging"; put a hyphen before each word',
    })
    .max(20, { error: "must be at most 20 characters, as it ends names that services limit; shorten it" }),

  /** Refuse to delete stateful resources, by the service's own setting and by Terraform's `prevent_destroy`. */
  deletionProtection: z.boolean(),

  /** Tags of every resource, in addition to Project, Environment, ManagedBy and Stack. */
  tags: z.strictObject({
    /** Mailbox of the team that is responsible for the environment. */
    Owner: email,
    CostCenter: slug,
  }),

  /** Pipeline that plans and applies the environment without stored credentials. */
  delivery: deliverySchema,

  /**
   * Domain of the zone with the public names. Its registrar or its parent zone must delegate to the zone's name
   * servers.
   */
  domain,

  /** Subdomains of `domain` that other environments serve. @default none */
  delegations,

  network: networkSchema,

  /** Regions with a VPC besides the primary region, for replicas and the standby. */
  secondaryRegions: z.record(awsRegion, z.strictObject({ network: networkSchema })),

  security: securitySchema,

  alerts: alertsSchema,

  /**
   * Trail, AWS Config, Security Hub and image scans of the account, in every region of the environment. An account has
   * them only once, so they require `account.createDefaults`.
   * @default none
   */
  audit: z
    .strictObject({
      /** Name of the bucket for records, without the environment's suffix, unique in all of AWS. */
      bucket: slug,
      /** Days that records are kept. */
      retentionDays: positive,
    })
    .optional(),

  /**
   * Objectives for the loss and the recovery of each kind of data. Synthesis computes what backups, copies and replicas
   * achieve, and fails when an objective is missed; `pnpm recovery` prints both.
   * @default none
   */
  recoveryObjectives: recoveryObjectivesSchema.optional(),

  /** Budgets and other limits of cost. @default none */
  costs: costsSchema.optional(),
});

export type Environment = z.infer<typeof environmentSchema>;
export type AuditSettings = NonNullable<Environment["audit"]>;
