import { z } from "zod";
import { cloudflareSchema } from "../schema/cloudflare";
import { databaseSchema, passwordRotationDays, snapshotRetentionDays } from "../schema/database";
import { environmentSchema } from "../schema/environment";
import {
  adminCidrs,
  cacheNodeType,
  cidr,
  count,
  crontab,
  fargateCpu,
  imageTag,
  instanceType,
  positive,
  repository,
  schedule,
  slug,
} from "../schema/fields";
import { serviceObjectives } from "../schema/objectives";
import { recoverySchema } from "../schema/recovery";
import { securitySchema } from "../schema/security";

const address = z.ipv4({ error: "must be an IPv4 address such as 10.0.10.10" });

const prometheusServer = z.strictObject({
  instanceType,
  /** Address in a private subnet, which is reserved; firewalls and the other server name it. */
  privateIp: address,
  /** Volume of the metrics. Prometheus deletes its oldest metrics when they fill 85% of it. */
  storageGibibytes: positive,
  retentionDays: positive,
});

export type PrometheusServerSettings = z.infer<typeof prometheusServer>;

/** A task that Fargate runs on a schedule. */
const scheduledTask = z.strictObject({
  schedule,
  cpu: fargateCpu,
  memoryMebibytes: positive,
  imageTag,
});

export type ScheduledTaskSettings = z.infer<typeof scheduledTask>;

/** Fields of an environment; the rules between them are in `rules.ts`. */
export const fields = environmentSchema.extend({
  platform: z.literal("freeagentics"),

  /** Promises to users, each with alarms on its error budget. @default no objectives */
  objectives: z
    .strictObject({
      /** The application behind the public load balancer. */
      app: serviceObjectives,
    })
    .optional(),

  /** Standby in another region. @default no standby */
  recovery: recoverySchema
    .extend({
      /** Shape of the standby's cache, a replication group of its own. */
      cache: z.strictObject({ shards: positive, replicasPerShard: count }),
    })
    .optional(),

  security: securitySchema.extend({
    /** Put web ACLs in front of the CDN and the load balancers. */
    webAcls: z.boolean(),
    /**
     * Let bodies of requests hold code and prompts: the web ACLs' rules about SQL, scripts and paths in bodies count
     * matches instead of blocking them. They still block in paths, queries and cookies.
     */
    codeInBodies: z.boolean(),
    passwordRotationDays,
  }),

  /** Ways of administrators to the hosts. */
  access: z.strictObject({
    /** The owner's networks that reach port 22 of the bastion. */
    adminCidrs,
    /** Private address of the bastion in the first public subnet; the hosts' firewalls name it. */
    bastionIp: z.ipv4({ error: "must be an IPv4 address such as 10.0.1.10" }),
    bastionType: instanceType,
    /** Client VPN endpoint. @default no VPN */
    vpn: z
      .strictObject({
        /** Addresses of clients, /12 to /22, outside every VPC. */
        clientCidr: cidr,
        /** ARN of the owner's SAML provider, which authenticates administrators. */
        samlProviderArn: z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:saml-provider\/[\w.-]+$/, {
          error: "must be the ARN of a SAML provider",
        }),
      })
      .optional(),
  }),

  database: databaseSchema.extend({
    /** Limit of storage autoscaling, at least 10% above `allocatedGibibytes`. */
    maxAllocatedGibibytes: positive,
  }),

  cache: z.strictObject({
    nodeType: cacheNodeType,
    /** Baseline bandwidth of a node, gigabits per second; a node exceeds it in bursts only. */
    networkGigabits: z.number().positive(),
    /** Shards of a new cache; `scaling` changes the number afterwards. */
    shards: positive,
    /** Replicas per shard of a new cache; `scaling` changes the number afterwards. */
    replicasPerShard: count,
    snapshotRetentionDays,
    /** Limits of scaling: shards by memory, replicas by CPU. @default no scaling */
    scaling: z.strictObject({ maxShards: positive, maxReplicasPerShard: positive }).optional(),
  }),

  compute: z.strictObject({
    instanceType,
    min: positive,
    /** Instances of a new group; scaling changes the number afterwards. */
    desired: positive,
    max: positive,
    imageTag,
    /** Root volume, which also holds container images, and the volume of logs. */
    volumeGibibytes: z.strictObject({ root: positive, logs: positive }),
    /** Requests per second over all instances that start three more. */
    requestsPerSecond: positive,
    /** `ForecastOnly` makes forecasts without scaling. Forecasts need 24 hours of history. */
    forecast: z.enum(["ForecastOnly", "ForecastAndScale"]),
    /**
     * Scheduled changes by name, such as for hours with few users: a cron expression of five fields in UTC, and the fewest
     * instances from then on, at most `max`. @default none, the load alone decides
     */
    schedules: z.record(slug, z.strictObject({ recurrence: crontab, min: positive })).optional(),
    /** Servers of jobs that may be interrupted, scaled by their CPU utilization. @default no workers */
    workers: z
      .strictObject({
        instanceType,
        min: count,
        max: positive,
        imageTag,
        /** Percentage of the instances above `min` that are Spot Instances. */
        spotPercentage: z.int().min(0).max(100),
        /** Types of the same size that Spot Instances may have besides `instanceType`. */
        spotTypes: z.array(instanceType).min(1),
      })
      .optional(),
  }),

  /**
   * Servers of Prometheus and Alertmanager in two availability zones; the primary has Grafana, too.
   * @default the alarms of CloudWatch alone
   */
  monitoring: z.strictObject({ primary: prometheusServer, secondary: prometheusServer }).optional(),

  /**
   * Self-managed proxies. Without `tier` only their files are rendered, for servers at fixed addresses that no stack
   * makes. @default no files
   */
  proxies: z
    .strictObject({
      /** Addresses of the servers of the API, in private subnets. */
      apiServers: z.array(address).min(2, { error: "must name at least two servers" }),
      /** Addresses of the servers of the pages, in private subnets. */
      webServers: z.array(address).min(1, { error: "must name at least one server" }),
      /**
       * Proxies in the primary region that serve the API and the application instead of the public load balancer. They
       * find the application servers by themselves. The steps are in runbooks/freeagentics/proxy-tier.md.
       * @default no proxies; the public load balancer serves all names
       */
      tier: z
        .strictObject({
          program: z.enum(["haproxy", "nginx"]),
          /** The names of the API and the application point to the proxies. Proxies serve nothing without a certificate. */
          serves: z.boolean(),
          /** 2 vCPUs and 4 GiB or more, for x86-64, such as `c6i.large`. */
          instanceType,
          /** Fewest instances, 2 or more: one in each of two availability zones. */
          min: positive.min(2, { error: "must be at least 2, so that one remains when an availability zone fails" }),
          /** Most instances; their CPU utilization decides the number. */
          max: positive,
        })
        .optional(),
    })
    .optional(),

  backups: z.strictObject({
    /** Days that dumps are kept. The database's own backups are kept for `database.backupRetentionDays`. */
    dumpRetentionDays: positive,
    /** Dump of the database. */
    database: scheduledTask,
    /** Mirror of the source repositories. */
    sources: scheduledTask.extend({
      /** The owner's GitHub repositories. */
      repositories: z.array(repository).min(1, { error: "must name at least one repository" }),
    }),
  }),

  /** First label of the CDN's name in the zone. */
  cdnLabel: slug,

  /**
   * Cloudflare in front of the application's names, which the CDN does not serve. The load balancers then admit
   * Cloudflare and CloudFront only. @default the load balancers admit every client
   */
  cloudflare: cloudflareSchema.optional(),
});

export type FreeagenticsEnvironment = z.infer<typeof fields>;

/** Settings of the servers of Prometheus. */
export type MonitoringSettings = NonNullable<FreeagenticsEnvironment["monitoring"]>;

/** Settings of the proxies. */
export type ProxySettings = NonNullable<FreeagenticsEnvironment["proxies"]>;

/** Settings of the instances that run a proxy. */
export type ProxyTierSettings = NonNullable<ProxySettings["tier"]>;

/** Data of an environment file, before defaults. */
export type FreeagenticsFile = z.input<typeof fields>;
