import { z } from "zod";
import { cloudSqlSchema } from "../schema/cloud-sql";
import { cloudflareSchema } from "../schema/cloudflare";
import { databaseSchema, passwordRotationDays, snapshotRetentionDays } from "../schema/database";
import { environmentSchema } from "../schema/environment";
import {
  adminCidr,
  awsRegion,
  cacheNodeType,
  count,
  email,
  fargateCpu,
  imageTag,
  instanceType,
  machineType,
  port,
  positive,
  schedule,
} from "../schema/fields";
import { gkeSchema, nodePoolSchema } from "../schema/gke";
import { googleSchema, googleZones } from "../schema/google";
import { clusterSchema, nodeGroupSchema } from "../schema/kubernetes";
import { serviceObjectives } from "../schema/objectives";
import { recoverySchema } from "../schema/recovery";
import { securitySchema } from "../schema/security";
import { observabilitySchema } from "./observability";

/** An Auto Scaling group whose instances each run the tier's container. */
const tier = z.strictObject({
  instanceType,
  min: count,
  max: positive,
  imageTag,
  /** Percentage of the instances above `min` that are spot instances. */
  spotPercentage: z.number().min(0).max(100).default(0),
  /** Types of the same size as `instanceType` that spot instances may have instead. @default none */
  spotTypes: z.array(instanceType).default([]),
  /**
   * Use a spread placement group, which puts each instance on separate hardware. It allows seven running instances per
   * availability zone and no dedicated tenancy.
   */
  spread: z.boolean().default(true),
  /** `dedicated` keeps instances of other accounts off the hosts, for an hourly fee per region. */
  tenancy: z.enum(["default", "dedicated"]).default("default"),
});

/** A managed instance group of Compute Engine whose instances each run the tier's container. */
const googleTier = z.strictObject({
  machineType,
  diskGibibytes: positive,
  /** Number of instances of a new group. If the group has an autoscaler, it changes the number afterwards. */
  size: positive,
  imageTag,
});

const task = z.strictObject({ cpu: fargateCpu, memoryMebibytes: positive, imageTag });

export type TaskSettings = z.infer<typeof task>;

/** A Fargate service. */
const service = task.extend({
  /** Number of tasks of a new service, and minimum of its scaling. */
  desired: positive,
  max: positive,
  scaleOutCooldownSeconds: count.default(60),
  scaleInCooldownSeconds: count.default(300),
});

export type ServiceSettings = z.infer<typeof service>;

/** A Deployment with a HorizontalPodAutoscaler. */
const deployment = z.strictObject({ imageTag, min: positive, max: positive });

export type DeploymentSettings = z.infer<typeof deployment>;

/** Provisioned capacity units of a DynamoDB table, between which the table scales. */
const capacity = z.strictObject({ min: positive, max: positive });

/** Fields of an environment. The rules between them are in `rules.ts`. */
export const fields = environmentSchema.extend({
  platform: z.literal("dafnckmachine"),

  /** Service level objectives, each with alarms on its error budget. @default none */
  objectives: z
    .strictObject({
      /** All requests to the public load balancer. */
      public: serviceObjectives,
      /** Pages of the web tier. */
      web: serviceObjectives,
      /** Responses of the API tier. */
      api: serviceObjectives,
    })
    .optional(),

  /** Standby in another region. @default no standby */
  recovery: recoverySchema.optional(),

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

  database: databaseSchema,

  tables: z.strictObject({
    agentMetrics: z.strictObject({ read: capacity, write: capacity }),
  }),

  caches: z.strictObject({
    /** One primary and `nodes - 1` replicas, without shards. */
    session: z.strictObject({ nodeType: cacheNodeType, nodes: positive }),
    /** One primary and `nodes - 1` replicas, without shards. */
    application: z.strictObject({ nodeType: cacheNodeType, nodes: positive }),
    /** Sharded cache, whose clients must support the Redis cluster protocol. */
    cluster: z.strictObject({ nodeType: cacheNodeType, shards: positive, replicasPerShard: count }),
    snapshotRetentionDays,
  }),

  storage: z.strictObject({
    /** Provisioned throughput of the shared file system, in MiB per second. */
    fileSystemThroughputMebibytes: positive,
    /**
     * EBS volumes for self-managed software, and their snapshots. No instance in this repository attaches them, but AWS
     * bills them: 1500 GiB cost about 120 USD a month.
     * @default none
     */
    volumeGibibytes: z.strictObject({ database: positive, logs: positive }).optional(),
    /** Region to which daily snapshots and objects are copied, one of `secondaryRegions`. @default no copies */
    copyRegion: awsRegion.optional(),
  }),

  loadBalancers: z.strictObject({
    /**
     * Allow all clients to connect to the public load balancer, for developers who test it without the CDN. Otherwise
     * only CloudFront and the Route 53 health checkers may connect.
     */
    openToInternet: z.boolean().default(false),
    /** Port of the internal load balancer's listener that microservices use. */
    microservicesPort: port,
    /**
     * The owner's networks that may connect to the test listener on port 8443, which serves a new version before it
     * gets traffic.
     */
    testCidrs: z.array(adminCidr).default([]),
    /**
     * Target of `/api/agents` behind the public load balancer: tasks of ECS, or pods through ingress-nginx. Production
     * uses ECS, because ingress-nginx is retired and no longer gets security fixes.
     */
    agents: z.enum(["containers", "kubernetes"]),
  }),

  compute: z.strictObject({ web: tier, api: tier, worker: tier }),

  containers: z.strictObject({
    agentOrchestration: service.extend({
      /** Percentage of the tasks on Fargate Spot, which AWS may stop with two minutes of notice. */
      spotPercentage: z.int().min(0).max(100).default(0),
    }),
    userManagement: service,
    /**
     * The stable version of the API on ECS in a standby, which has no cluster, with the standby's minimum of tasks.
     * @default none; required with `recovery`
     */
    standbyApi: service.omit({ desired: true, imageTag: true }).optional(),
    /** A task that Fargate runs on a schedule. */
    batch: task.extend({ schedule }),
  }),

  kubernetes: clusterSchema.extend({
    /** Name of the owner's account role whose holders may view and restart workloads. */
    operator: z.string(),
    generalPurpose: nodeGroupSchema,
    computeOptimized: nodeGroupSchema.extend({
      /** Use spot instances, which AWS may reclaim with two minutes' notice. @default false */
      spot: z.boolean().default(false),
    }),
  }),

  workloads: z.strictObject({
    agentOrchestration: deployment,
    /** Stable version of the API, and the canary beside it. */
    api: deployment.extend({
      canary: deployment.extend({
        /** Percentage of the requests, 0 to 100. */
        percent: z.int().min(0).max(100),
      }),
    }),
  }),

  /**
   * Logs and metrics in the cluster. @default none: the only logs and metrics are CloudWatch's, which need no large
   * nodes
   */
  observability: observabilitySchema.optional(),

  /** Cloudflare in front of the CDN. @default none: the CDN's names are in Route 53 */
  cloudflare: cloudflareSchema.optional(),

  functions: z.strictObject({
    /** Mail addresses that get the users' notifications, at least one. AWS first asks each to confirm. */
    notificationEmails: z
      .array(email)
      .min(1, { error: "must name a receiver, because otherwise nobody receives notifications" }),
    /**
     * Interval of metrics in a report, in hours. The report is written five minutes after the interval ends, in UTC.
     */
    analysisIntervalHours: z.literal([1, 2, 3, 4, 6, 8, 12, 24]),
  }),

  /** Project in Google Cloud. @default no project */
  google: googleSchema
    .extend({
      kubernetes: gkeSchema.extend({
        nodePools: z.strictObject({
          general: nodePoolSchema,
          /** Preemptible nodes for long computations, whose pods must tolerate that Google stops the nodes. */
          compute: nodePoolSchema,
        }),
      }),
      database: cloudSqlSchema,
      compute: z.strictObject({
        /** Zones of the instances. A change replaces the instance groups. */
        zones: googleZones,
        web: googleTier.extend({
          min: positive,
          max: positive,
          /** CPU utilization that the autoscaler maintains, 0.1 to 1. */
          cpuUtilization: z.number().min(0.1).max(1),
        }),
        api: googleTier,
      }),
    })
    .optional(),
});

export type DafnckmachineEnvironment = z.infer<typeof fields>;

/** Data of an environment file before defaults are added. */
export type DafnckmachineFile = z.input<typeof fields>;
