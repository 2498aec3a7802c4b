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
  /** Reserved address in a private subnet, which firewalls and the other server refer to. */
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

/** Fields of an environment. The rules between them are in `rules.ts`. */
export const fields = environmentSchema.extend({
  platform: z.literal("freeagentics"),

  /** Service level objectives, each with alarms on its error budget. @default none */
  objectives: z
    .strictObject({
      /** The application behind the public load balancer. */
      app: serviceObjectives,
    })
    .optional(),

  /** Standby in another region. @default no standby */
  recovery: recoverySchema
    .extend({
      /** Size of the standby's cache, which is a separate replication group. */
      cache: z.strictObject({ shards: positive, replicasPerShard: count }),
    })
    .optional(),

  security: securitySchema.extend({
    /** Put web ACLs in front of the CDN and the load balancers. */
    webAcls: z.boolean(),
    /**
     * Allow code and prompts in request bodies: the web ACLs' rules about SQL, scripts and paths in bodies only count
     * matches. These rules still block matches in paths, query strings and cookies.
     */
    codeInBodies: z.boolean(),
    passwordRotationDays,
  }),

  /** Access of administrators to the hosts. */
  access: z.strictObject({
    /** The owner's networks that may connect to port 22 of the bastion. */
    adminCidrs,
    /** Private address of the bastion in the first public subnet; the hosts' firewalls allow it. */
    bastionIp: z.ipv4({ error: "must be an IPv4 address such as 10.0.1.10" }),
    bastionType: instanceType,
    /** Client VPN endpoint. @default no VPN */
    vpn: z
      .strictObject({
        /** Addresses of clients, /12 to /22, outside every VPC. */
        clientCidr: cidr,
        /** ARN of the owner's SAML provider, which authenticates administrators. */
        samlProviderArn: z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:saml-provider\/[\w.-]+$/, {
          error: "must be the ARN of a SAML provider; IAM shows it at the provider",
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
    /** Baseline bandwidth of a node, in gigabits per second, which a node can only exceed in bursts. */
    networkGigabits: z.number().positive(),
    /** Number of shards of a new cache; `scaling` changes the number afterwards. */
    shards: positive,
    /** Number of replicas per shard of a new cache; `scaling` changes the number afterwards. */
    replicasPerShard: count,
    snapshotRetentionDays,
    /** Maximums of scaling: shards scale by memory use, replicas by CPU use. @default no scaling */
    scaling: z.strictObject({ maxShards: positive, maxReplicasPerShard: positive }).optional(),
  }),

  compute: z.strictObject({
    instanceType,
    min: positive,
    /** Number of instances of a new group; scaling changes the number afterwards. */
    desired: positive,
    max: positive,
    imageTag,
    /** Root volume, which also holds container images, and the volume of logs. */
    volumeGibibytes: z.strictObject({ root: positive, logs: positive }),
    /** Requests per second over all instances at which scaling adds three instances. */
    requestsPerSecond: positive,
    /** `ForecastOnly` publishes forecasts without scaling. Forecasts need 24 hours of history. */
    forecast: z.enum(["ForecastOnly", "ForecastAndScale"]),
    /**
     * Scheduled changes by name, such as for hours with few users: a cron expression of five fields in UTC, and the
     * minimum number of instances from then on, at most `max`. @default none: the group scales only with its load
     */
    schedules: z.record(slug, z.strictObject({ recurrence: crontab, min: positive })).optional(),
    /** Servers for jobs that may be interrupted, scaled by their CPU utilization. @default no workers */
    workers: z
      .strictObject({
        instanceType,
        min: count,
        max: positive,
        imageTag,
        /** Percentage of the instances above `min` that are Spot Instances. */
        spotPercentage: z.int().min(0).max(100),
        /** Types of the same size as `instanceType` that Spot Instances may have instead. */
        spotTypes: z.array(instanceType).min(1),
      })
      .optional(),
  }),

  /**
   * Servers of Prometheus and Alertmanager in two availability zones; the primary server also runs Grafana.
   * @default none: the only alarms are CloudWatch's
   */
  monitoring: z.strictObject({ primary: prometheusServer, secondary: prometheusServer }).optional(),

  /**
   * Self-managed proxies. Without `tier`, synthesis only writes their configuration files, for servers at fixed
   * addresses that are created elsewhere. @default none
   */
  proxies: z
    .strictObject({
      /** Addresses of the API servers, in private subnets. */
      apiServers: z.array(address).min(2, { error: "must name at least two servers" }),
      /** Addresses of the web servers, in private subnets. */
      webServers: z.array(address).min(1, { error: "must name at least one server" }),
      /**
       * Proxies in the primary region that serve the API and the application instead of the public load balancer. They
       * discover the application servers automatically. Follow the steps of runbooks/freeagentics/proxy-tier.md.
       * @default none: the public load balancer serves all names
       */
      tier: z
        .strictObject({
          program: z.enum(["haproxy", "nginx"]),
          /**
           * Point the names of the API and the application to the proxies. Set it only after the proxies have a
           * certificate, without which they cannot serve requests.
           */
          serves: z.boolean(),
          /** Instance type for x86-64 with at least 2 vCPUs and 4 GiB, such as `c6i.large`. */
          instanceType,
          /** Minimum number of instances, at least 2: one in each of two availability zones. */
          min: positive.min(2, { error: "must be at least 2, so that one remains when an availability zone fails" }),
          /** Maximum number of instances; the group scales by CPU utilization. */
          max: positive,
        })
        .optional(),
    })
    .optional(),

  backups: z.strictObject({
    /** Days that dumps are kept. The database's own backups are kept for `database.backupRetentionDays`. */
    dumpRetentionDays: positive,
    /** Task that dumps the database. */
    database: scheduledTask,
    /** Task that mirrors the source repositories. */
    sources: scheduledTask.extend({
      /** The owner's GitHub repositories to mirror. */
      repositories: z.array(repository).min(1, { error: "must name at least one repository" }),
    }),
  }),

  /** First label of the CDN's name in the zone. */
  cdnLabel: slug,

  /**
   * Cloudflare in front of the application's names, except those that the CDN serves. The load balancers then accept
   * connections only from Cloudflare and CloudFront. @default none: the load balancers accept connections from all
   * clients
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

/** Data of an environment file before defaults are added. */
export type FreeagenticsFile = z.input<typeof fields>;
