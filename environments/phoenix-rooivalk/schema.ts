import { z } from "zod";
import { databaseSchema, passwordRotationDays, snapshotRetentionDays } from "../schema/database";
import { environmentSchema, securitySchema } from "../schema/environment";
import { adminCidr, count, port, positive, slug } from "../schema/fields";
import { clusterSchema, nodeGroupSchema } from "../schema/kubernetes";
import { networkSchema } from "../schema/network";
import { recoverySchema } from "../schema/recovery";

/** Block storage of nodes that write much. */
const fastVolume = z.strictObject({
  /** `io2` answers in less than a millisecond, at several times the price. */
  type: z.enum(["gp3", "io2"]),
  gibibytes: positive,
  iops: positive,
});

/** How many nodes more at a spike, in each zone. */
const spikeStep = z.strictObject({
  /** Requests above the threshold from which the step counts; one step begins at 0. */
  beyond: count,
  nodes: positive,
});

/** Each field by itself; what must hold between them is in `rules.ts`. */
export const fields = environmentSchema.extend({
  platform: z.literal("phoenix-rooivalk"),

  /** Where administrators come in; a VPC of its own, peered with the one of `network`. */
  management: z.strictObject({
    network: networkSchema,
    /** The owner's. Networks that may open SSH on the bastion. */
    adminCidrs: z.array(adminCidr).min(1, { error: "must name at least one network" }),
    bastionType: z.string(),
  }),

  /** Absent where the region is not worth a standby; `min` counts nodes in each zone. */
  recovery: recoverySchema.optional(),

  security: securitySchema.extend({
    /** Filter what reaches the CDN and the load balancers. */
    webAcls: z.boolean(),
    /** The owner's. Countries whose requests are refused, by the two letters of ISO 3166-1. */
    blockedCountries: z.array(z.string().regex(/^[A-Z]{2}$/, { error: "must be two capital letters, such as KP" })),
    passwordRotationDays,
  }),

  database: databaseSchema.extend({
    /** Connections a server takes, replicas as many as the primary; RDS by itself goes by the memory of each. */
    maxConnections: positive,
  }),

  /** Sessions of users: sharded, so clients speak the cluster protocol. */
  cache: z.strictObject({
    nodeType: z.string(),
    shards: positive,
    replicasPerShard: count,
    snapshotRetentionDays,
  }),

  buckets: z.strictObject({
    /** Ends the names of the buckets of application data and logs; those of the others end with nameSuffix. */
    suffix: slug,
  }),

  cdn: z.strictObject({
    /** How long static assets are kept where they do not say it themselves. */
    staticTtlSeconds: positive,
  }),

  kubernetes: clusterSchema.extend({
    /** Service account whose pods read and write the platform's data. */
    application: z.strictObject({ namespace: slug, serviceAccount: slug }),
    /** APIs and web services: a group in each zone, so the numbers are a zone's; `min` is the schedules' where there are some. */
    generalPurpose: nodeGroupSchema,
    /** Validators; other pods are kept off. */
    blockchain: nodeGroupSchema.extend({ volume: fastVolume }),
    /** AI and ML; other pods are kept off. Quotas of GPU instances are zero until raised. */
    gpu: nodeGroupSchema,
    /** What observes the others; other pods are kept off. */
    monitoring: nodeGroupSchema,
  }),

  /** How the general-purpose nodes of each zone follow the load; there is no cluster autoscaler beside it. */
  scaling: z.strictObject({
    /** Average CPU to keep, percent. */
    cpuPercent: z.int().min(1).max(100),
    /** `ForecastOnly` shows forecasts and never scales; they need 24 hours of history. */
    predictive: z.enum(["ForecastOnly", "ForecastAndScale"]),
    /** Answers before the CPU shows it. */
    spikes: z.strictObject({ requestsPerMinute: positive, steps: z.array(spikeStep).min(1) }),
    /** Planned changes by name: five fields of cron in UTC, and the least nodes of a zone from then on. */
    schedules: z.record(slug, z.strictObject({ recurrence: z.string(), min: count })),
  }),

  /** What runs in the clusters beside the application, which is deployed by those who write it. */
  workloads: z.strictObject({
    /** Service of the application's namespace that the load balancer leads to; its pods speak TLS. */
    service: z.strictObject({ name: slug, port }),
    /** Between the application and the database, which takes few connections. */
    pooler: z.strictObject({
      replicas: positive,
      /** Connections to the database of each replica. */
      poolSize: positive,
      /** Connections that clients may have to each replica. */
      maxClients: positive,
    }),
  }),
});

export type PhoenixRooivalkEnvironment = z.infer<typeof fields>;

/** What an environment file holds, before defaults. */
export type PhoenixRooivalkFile = z.input<typeof fields>;
