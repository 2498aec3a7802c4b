import { z } from "zod";
import { cloudSqlSchema } from "../schema/cloud-sql";
import { cloudflareSchema } from "../schema/cloudflare";
import { databaseSchema, passwordRotationDays, snapshotRetentionDays } from "../schema/database";
import { environmentSchema, securitySchema } from "../schema/environment";
import { adminCidr, awsRegion, count, port, positive } from "../schema/fields";
import { gkeSchema, nodePoolSchema } from "../schema/gke";
import { googleSchema } from "../schema/google";
import { clusterSchema, nodeGroupSchema } from "../schema/kubernetes";
import { recoverySchema } from "../schema/recovery";

/** Image tag or digest of a container; never `latest`, which cannot be rolled back to. */
const imageTag = z
  .string()
  .refine((tag) => tag !== "latest" && tag !== "", { error: "must be a version or digest, not latest" });

const schedule = z.string().regex(/^(rate|cron)\(.+\)$/, {
  error: "must be an EventBridge expression such as rate(1 hour) or cron(0 2 * * ? *)",
});

/** A group of EC2 instances, each running the tier's container image. */
const instances = z.strictObject({
  instanceType: z.string(),
  min: count,
  max: positive,
  imageTag,
  /** Share of instances above the minimum bought on the spot market, percent. */
  spotPercentage: z.number().min(0).max(100).default(0),
  /** Types of the same size to choose from besides `instanceType`, where spot is bought. */
  spotTypes: z.array(z.string()).default([]),
  /** Each instance on a rack of its own: at most seven a zone, and not with dedicated tenancy. */
  spread: z.boolean().default(true),
  /** `dedicated` keeps other accounts off the host, for an hourly fee per region. */
  tenancy: z.enum(["default", "dedicated"]).default("default"),
});

/** A group of Compute Engine instances, each running the tier's container image. */
const googleInstances = z.strictObject({
  machineType: z.string(),
  diskGibibytes: positive,
  /** To begin with; the number, where they do not scale. */
  size: positive,
  imageTag,
});

/** A Fargate service; cpu in units of 1/1024 vCPU, memory in MiB. */
const service = z.strictObject({
  cpu: z.literal([256, 512, 1024, 2048, 4096]),
  memoryMebibytes: positive,
  /** Tasks to start with and the least to scale in to. */
  desired: positive,
  max: positive,
  imageTag,
  scaleOutCooldownSeconds: count.default(60),
  scaleInCooldownSeconds: count.default(300),
});

/** Pods of one image, as many as the load asks for. */
const replicas = z.strictObject({ imageTag, min: positive, max: positive });

const capacity = z.strictObject({ min: positive, max: positive });

/** What is known of the cluster beside what AWS itself says. */
const observability = z.strictObject({
  logs: z.strictObject({
    /** Of Elasticsearch. */
    nodes: z.int().refine((nodes) => nodes === 1 || nodes >= 3, {
      error: "must be 1 or at least 3, as of two neither can tell which one is left",
    }),
    /** Memory of Elasticsearch itself on each node; a node needs as much again. */
    heapGibibytes: positive,
    /** Volume of each node of Elasticsearch. */
    storageGibibytes: positive,
    /** Of Kibana and Logstash each. */
    replicas: positive,
  }),
  /** Prometheus and Grafana; part of the comprehensive monitoring of production. */
  monitoring: z
    .strictObject({
      retentionDays: positive,
      /** Volume of Prometheus. */
      storageGibibytes: positive,
    })
    .optional(),
});

/** Each field by itself; what must hold between them is in `rules.ts`. */
export const fields = environmentSchema.extend({
  platform: z.literal("dafnckmachine"),

  /** Absent where the region is not worth a standby. */
  recovery: recoverySchema.optional(),

  security: securitySchema.extend({
    /** Web ACLs before the CDN and the load balancers; part of the enhanced security of production. */
    webAcls: z.boolean(),
    passwordRotationDays,
  }),

  database: databaseSchema,

  tables: z.strictObject({
    agentMetrics: z.strictObject({ read: capacity, write: capacity }),
  }),

  caches: z.strictObject({
    /** Unsharded; one primary, the rest replicas. */
    session: z.strictObject({ nodeType: z.string(), nodes: positive }),
    /** Unsharded; one primary, the rest replicas. */
    application: z.strictObject({ nodeType: z.string(), nodes: positive }),
    /** Sharded: needs a client that speaks the cluster protocol. */
    cluster: z.strictObject({ nodeType: z.string(), shards: positive, replicasPerShard: count }),
    snapshotRetentionDays,
  }),

  storage: z.strictObject({
    /** Provisioned throughput of the shared file system, MiB/s. */
    fileSystemThroughputMebibytes: positive,
    /** Volumes of self-managed software, GiB. */
    volumeGibibytes: z.strictObject({ database: positive, logs: positive }),
    /** Region that daily snapshots and objects are copied to, one of secondaryRegions; absent where copies are not worth their cost. */
    copyRegion: awsRegion.optional(),
  }),

  loadBalancers: z.strictObject({
    /** Port the internal load balancer offers microservices on. */
    microservicesPort: port,
    /** The owner's. Networks that may try a new version on port 8443 before it gets traffic. */
    testCidrs: z.array(adminCidr).default([]),
    /**
     * Whose pods or tasks the world's `/api/agents` leads to. In the cluster that is
     * through a controller of ingresses that is no longer mended, so not in production.
     */
    agents: z.enum(["containers", "kubernetes"]),
  }),

  compute: z.strictObject({ web: instances, api: instances, worker: instances }),

  containers: z.strictObject({
    agentOrchestration: service,
    userManagement: service,
    /** A task run on a schedule and not kept running. */
    batch: z.strictObject({
      schedule,
      cpu: z.literal([256, 512, 1024, 2048, 4096]),
      memoryMebibytes: positive,
      imageTag,
    }),
  }),

  kubernetes: clusterSchema.extend({
    /** The owner's. Account role, by name, whose holders look at what runs and have it made anew. */
    operator: z.string(),
    generalPurpose: nodeGroupSchema,
    computeOptimized: nodeGroupSchema,
  }),

  workloads: z.strictObject({
    agentOrchestration: replicas,
    /** The first version, and the second that is tried beside it. */
    api: replicas.extend({
      canary: replicas.extend({
        /** Share of the requests. */
        percent: z.int().min(0).max(100),
      }),
    }),
  }),

  /** Absent where nodes are too small for it and CloudWatch must do. */
  observability: observability.optional(),

  /** What stands before the CDN. Absent where the CDN's own names are in Route 53. */
  cloudflare: cloudflareSchema.optional(),

  functions: z.strictObject({
    /** Hours of recorded metrics a report covers; it is written five minutes after they end, in UTC. */
    analysisIntervalHours: z.literal([1, 2, 3, 4, 6, 8, 12, 24]),
  }),

  /** The part in Google Cloud; absent where there is none. */
  google: googleSchema
    .extend({
      kubernetes: gkeSchema.extend({
        nodePools: z.strictObject({
          general: nodePoolSchema,
          /** For long computations; preemptible, so that none may mind being stopped. */
          compute: nodePoolSchema,
        }),
      }),
      database: cloudSqlSchema,
      compute: z.strictObject({
        /** Zones of the region that the instances are spread over; can never be changed. */
        zones: z.array(z.string()).min(1, { error: "must name at least one zone" }),
        web: googleInstances.extend({
          min: positive,
          max: positive,
          /** Share of the processors that scaling aims at. */
          cpuUtilization: z.number().min(0.1).max(1),
        }),
        api: googleInstances,
      }),
    })
    .optional(),
});

export type DafnckmachineEnvironment = z.infer<typeof fields>;

/** What an environment file holds, before defaults. */
export type DafnckmachineFile = z.input<typeof fields>;
