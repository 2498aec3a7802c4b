import { z } from "zod";
import { databaseSchema, passwordRotationDays, snapshotRetentionDays } from "../schema/database";
import { environmentSchema } from "../schema/environment";
import { adminCidrs, cacheNodeType, count, crontab, instanceType, port, positive, slug } from "../schema/fields";
import { clusterSchema, nodeGroupSchema } from "../schema/kubernetes";
import { networkSchema } from "../schema/network";
import { serviceObjectives } from "../schema/objectives";
import { recoverySchema } from "../schema/recovery";
import { securitySchema } from "../schema/security";

/** EBS volume for nodes with many writes. */
const fastVolume = z.strictObject({
  /** Volume type. `io2` has a latency below a millisecond, at several times the price of `gp3`. */
  type: z.enum(["gp3", "io2"]),
  gibibytes: positive,
  iops: positive,
  /**
   * Throughput of `gp3` in MiB per second, 125 to 1000 and at most a quarter of `iops`. The IOPS of `io2` determine its
   * throughput. @default 125
   */
  throughputMebibytesPerSecond: positive.optional(),
});

/** A step of the scaling policy for spikes. */
const spikeStep = z.strictObject({
  /** Requests per minute above the threshold from which the step applies; 0 for the first step. */
  beyond: count,
  /** Number of nodes that the step adds in each availability zone. */
  nodes: positive,
});

/** Fields of an environment. The rules between them are in `rules.ts`. */
export const fields = environmentSchema.extend({
  platform: z.literal("phoenix-rooivalk"),

  /** Service level objectives, each with alarms on its error budget. @default none */
  objectives: z
    .strictObject({
      /** All requests to the public load balancer. */
      public: serviceObjectives,
    })
    .optional(),

  /** VPC of the bastion, peered with the VPC of `network`. */
  management: z.strictObject({
    network: networkSchema,
    /** The owner's networks that may connect to port 22 of the bastion. */
    adminCidrs,
    bastionType: instanceType,
  }),

  /** Standby in another region; its `min` counts nodes per availability zone. @default no standby */
  recovery: recoverySchema.optional(),

  security: securitySchema.extend({
    /** Put web ACLs in front of the CDN and the load balancers. */
    webAcls: z.boolean(),
    /** Countries whose requests the web ACLs block, as two-letter codes of ISO 3166-1. */
    blockedCountries: z.array(z.string().regex(/^[A-Z]{2}$/, { error: "must be two capital letters, such as KP" })),
    passwordRotationDays,
  }),

  database: databaseSchema,

  /** Sharded cache for user sessions, whose clients must support the Redis cluster protocol. */
  cache: z.strictObject({
    nodeType: cacheNodeType,
    shards: positive,
    replicasPerShard: count,
    snapshotRetentionDays,
  }),

  buckets: z.strictObject({
    /**
     * Suffix of the names of the buckets for application data and logs. The other buckets have the suffix `nameSuffix`.
     */
    suffix: slug,
  }),

  /** Metrics that validators publish to CloudWatch every minute: `TransactionThroughput`, `BlockTime` and `ActiveValidators`. */
  blockchain: z.strictObject({
    metricsNamespace: z.string().regex(/^(?!AWS\/)[\w.\-/#:]{1,255}$/, {
      error: "must be a namespace of CloudWatch such as PhoenixRooivalk/Blockchain, outside AWS/",
    }),
    /** Transactions per second that the platform is designed for. */
    transactionsPerSecond: positive,
  }),

  cdn: z.strictObject({
    /** Seconds that the CDN caches static assets without a `Cache-Control` header. */
    staticTtlSeconds: positive,
  }),

  kubernetes: clusterSchema.extend({
    /** Service account whose pods may read and write the platform's data. */
    application: z.strictObject({ namespace: slug, serviceAccount: slug }),
    /**
     * Nodes for APIs and web services: one group in each availability zone, so numbers of nodes are per availability
     * zone.
     */
    generalPurpose: nodeGroupSchema,
    /** Nodes for validators, tainted against other pods. */
    blockchain: nodeGroupSchema.extend({ volume: fastVolume }),
    /** Nodes for AI workloads, tainted against other pods. The quota of GPU instances is zero in a new account. */
    gpu: nodeGroupSchema,
    /** Nodes for monitoring, tainted against other pods. */
    monitoring: nodeGroupSchema,
  }),

  /** Prometheus, Alertmanager and Grafana on the nodes of `kubernetes.monitoring`. @default none */
  monitoring: z.strictObject({ retentionDays: positive, storageGibibytes: positive }).optional(),

  /** Scaling of the general-purpose groups. The cluster has no autoscaler, which would conflict with these policies. */
  scaling: z.strictObject({
    /** Average CPU utilization in percent that target tracking maintains. */
    cpuPercent: z.int().min(1).max(100),
    /** `ForecastOnly` publishes forecasts without scaling. Forecasts need 24 hours of history. */
    predictive: z.enum(["ForecastOnly", "ForecastAndScale"]),
    /** Step scaling on requests, which increase before CPU utilization does. */
    spikes: z.strictObject({ requestsPerMinute: positive, steps: z.array(spikeStep).min(1) }),
    /** Scheduled changes by name: a cron expression of five fields in UTC, and the group's minimum from then on. */
    schedules: z.record(slug, z.strictObject({ recurrence: crontab, min: count })),
  }),

  /** Workloads of the infrastructure; the application's own pipeline deploys the application. */
  workloads: z.strictObject({
    /** Service of the application that the load balancer's target group follows; its pods serve TLS. */
    service: z.strictObject({ name: slug, port }),
    /** PgBouncer between the application and the database, because the database accepts few connections. */
    pooler: z.strictObject({
      replicas: positive,
      /** Number of connections of each replica to the database. */
      poolSize: positive,
      /** Number of connections that clients may open to each replica. */
      maxClients: positive,
    }),
  }),
});

export type PhoenixRooivalkEnvironment = z.infer<typeof fields>;
export type BlockchainSettings = PhoenixRooivalkEnvironment["blockchain"];
export type MonitoringSettings = NonNullable<PhoenixRooivalkEnvironment["monitoring"]>;

/** Data of an environment file before defaults are added. */
export type PhoenixRooivalkFile = z.input<typeof fields>;
