import { z } from "zod";
import { cloudflareSchema } from "../schema/cloudflare";
import { databaseSchema, passwordRotationDays, snapshotRetentionDays } from "../schema/database";
import { environmentSchema, securitySchema } from "../schema/environment";
import { adminCidr, cidr, count, positive, slug } from "../schema/fields";
import { recoverySchema } from "../schema/recovery";

/** Image tag or digest of a container; never `latest`, which cannot be rolled back to. */
const imageTag = z
  .string()
  .refine((tag) => tag !== "latest" && tag !== "", { error: "must be a version or digest, not latest" });

const schedule = z.string().regex(/^(rate|cron)\(.+\)$/, {
  error: "must be an EventBridge expression such as rate(1 hour) or cron(0 2 * * ? *)",
});

const ipv4 = z.ipv4({ error: "must be an IPv4 address such as 10.0.1.10" });

/** A task on Fargate; cpu in units of 1/1024 vCPU, memory in MiB. */
const task = z.strictObject({
  schedule,
  cpu: z.literal([256, 512, 1024, 2048, 4096]),
  memoryMebibytes: positive,
  imageTag,
});

const cache = z.strictObject({
  nodeType: z.string().startsWith("cache.", { error: "must be an ElastiCache type such as cache.r6g.xlarge" }),
  /** Network of a node that lasts, in gigabits a second; what is above it is a burst. */
  networkGigabits: z.number().positive(),
  /** To begin with; scaling decides from then on, where there is some. */
  shards: positive,
  /** To begin with, in each shard. */
  replicasPerShard: count,
  snapshotRetentionDays,
  /** How far shards grow by memory, and replicas by CPU. Absent where their numbers stay. */
  scaling: z.strictObject({ maxShards: positive, maxReplicasPerShard: positive }).optional(),
});

/** Each field by itself; what must hold between them is in `rules.ts`. */
export const fields = environmentSchema.extend({
  platform: z.literal("freeagentics"),

  /** Absent where the region is not worth a standby. */
  recovery: recoverySchema
    .extend({
      /** Shape of the standby's cache, a group of its own. */
      cache: z.strictObject({ shards: positive, replicasPerShard: count }),
    })
    .optional(),

  security: securitySchema.extend({
    /** Web ACLs before the CDN and the load balancers. */
    webAcls: z.boolean(),
    passwordRotationDays,
  }),

  /** How administrators get to hosts. */
  access: z.strictObject({
    /** The owner's. Networks that may open SSH to the bastion. */
    adminCidrs: z.array(adminCidr).min(1, { error: "must name at least one network" }),
    /** Of the bastion, in the first public subnet; the hosts' own filters name it. */
    bastionIp: ipv4,
    bastionType: z.string(),
    /** A VPN for people. Absent where the bastion is enough. */
    vpn: z
      .strictObject({
        /** Addresses of clients, /12 to /22, apart from every VPC's. */
        clientCidr: cidr,
        /** The owner's. ARN of the SAML provider that administrators sign in with. */
        samlProviderArn: z
          .string()
          .regex(/^arn:aws:iam::\d{12}:saml-provider\/[\w.-]+$/, { error: "must be the ARN of a SAML provider" }),
      })
      .optional(),
  }),

  database: databaseSchema.extend({
    /** Storage grows by itself to this. */
    maxAllocatedGibibytes: positive,
    /** Connections a server takes, the same on primary and replicas. */
    maxConnections: positive,
    /** Of the primary's class, for the alarm on what is left. */
    memoryGibibytes: positive,
  }),

  cache,

  compute: z.strictObject({
    instanceType: z.string(),
    min: positive,
    /** When the group is made; scaling decides from then on. */
    desired: positive,
    max: positive,
    imageTag,
    /** GiB: the system, temporary files and images; and the logs. */
    volumeGibibytes: z.strictObject({ root: positive, logs: positive }),
    /** Requests a second, over all instances, above which three more are started. */
    requestsPerSecond: positive,
    /** `ForecastOnly` shows forecasts and acts on none; they need 24 hours of history. */
    forecast: z.enum(["ForecastOnly", "ForecastAndScale"]),
  }),

  backups: z.strictObject({
    /** Days that dumps are kept, besides the database's own backups. */
    dumpRetentionDays: positive,
    database: task,
    /** Copies of the source repositories. */
    sources: task.extend({
      /** The owner's. GitHub repositories, `owner/name`. */
      repositories: z
        .array(z.string().regex(/^[\w.-]+\/[\w.-]+$/, { error: "must be owner/name of a GitHub repository" }))
        .min(1, { error: "must name at least one repository" }),
    }),
  }),

  /** Label of the name the CDN answers to, in the zone. */
  cdnLabel: slug,

  /**
   * What stands before the application's own names, besides the CDN. Load
   * balancers then admit the two of them alone; absent, they admit the world.
   */
  cloudflare: cloudflareSchema.optional(),
});

export type FreeagenticsEnvironment = z.infer<typeof fields>;

/** What an environment file holds, before defaults. */
export type FreeagenticsFile = z.input<typeof fields>;
