import { z } from "zod";
import { cloudSqlSchema, memorystoreGibibytes } from "../schema/cloud-sql";
import { cloudflareSchema } from "../schema/cloudflare";
import {
  backupRetentionDays,
  monitoringIntervalSeconds,
  passwordRotationDays,
  redisNodes,
  serverlessCapacity,
  snapshotRetentionDays,
} from "../schema/database";
import { environmentSchema } from "../schema/environment";
import {
  auroraClass,
  availabilityZone,
  awsRegion,
  cacheNodeType,
  positive,
  postgresVersion,
  slug,
} from "../schema/fields";
import { gkeSchema, nodePoolSchema } from "../schema/gke";
import { googleSchema } from "../schema/google";
import { clusterSchema, nodeGroupSchema } from "../schema/kubernetes";
import { serviceObjectives } from "../schema/objectives";
import { securitySchema } from "../schema/security";

/** Instances of an Aurora cluster: the availability zone of each, by the instance's identifier without `nameSuffix`. */
const instances = z.record(slug, availabilityZone);

/** An Aurora cluster in another region that replicates the primary cluster and can be promoted. */
const auroraReplica = z.strictObject({
  /** Region of the replica, one of `secondaryRegions`. */
  region: awsRegion,
  instanceClass: auroraClass,
  instances,
  /** Whether the replica has taken over, so that the API connects to it. */
  promoted: z.boolean(),
});

export type AuroraReplicaSettings = z.infer<typeof auroraReplica>;

const nodeGroup = nodeGroupSchema.extend({
  /** Root volume of a node. */
  volumeGibibytes: positive,
});

export type NodeGroupSettings = z.infer<typeof nodeGroup>;

/** CPU and memory of a container as Kubernetes quantities, such as `500m` and `4Gi`. */
const quantities = z.strictObject({
  cpu: z.string().regex(/^\d+m?$/, { error: "must be a quantity such as 2 or 500m" }),
  memory: z.string().regex(/^\d+[MG]i$/, { error: "must be a quantity such as 512Mi or 4Gi" }),
});

const prometheus = z.strictObject({
  /** Number of pods of each shard, which have the same data. */
  replicas: positive,
  /** Number of shards over which the scrape targets are divided. */
  shards: positive,
  retentionDays: positive,
  /** Volume of each pod. */
  storageGibibytes: positive,
  requests: quantities,
  limits: quantities,
  /** Label `role` of the nodes that run Prometheus, which must not be spot instances. @default any node */
  nodeRole: z.enum(["cache"]).optional(),
});

export type PrometheusSettings = z.infer<typeof prometheus>;

/** A service of the platform. */
const service = z.strictObject({
  /** Tag of the image and label of the pods. Push the image before you change the tag here. */
  version: z
    .string()
    .max(63, { error: "must be at most 63 characters, as it is a label" })
    .regex(/^[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?$/, { error: "must be a tag such as v2.0.0" })
    .refine((tag) => tag !== "latest", { error: "must be a tag that never moves, not latest" }),
  /** Number of pods without load. */
  minReplicas: positive,
  maxReplicas: positive,
});

/** Fields of an environment. The rules between them are in `rules.ts`. */
export const fields = environmentSchema.extend({
  platform: z.literal("lp"),

  /** Service level objectives, each with alarms on its error budget. @default none */
  objectives: z
    .strictObject({
      /** Requests to the API gateway, as its pods count them. */
      apiGateway: serviceObjectives,
    })
    .optional(),

  security: securitySchema.extend({
    /** Put a web ACL in front of the CDN. */
    webAcls: z.boolean(),
    passwordRotationDays,
  }),

  /** The Aurora cluster. */
  database: z.strictObject({
    /** Name of the first database: lower-case letters, digits and underscores, beginning with a letter. */
    name: z.string().regex(/^[a-z][a-z0-9_]*$/, { error: "must be a database name such as lp_production" }),
    /** Class of every instance; `db.serverless` scales within `serverlessCapacity`. */
    instanceClass: auroraClass,
    engineVersion: postgresVersion("aurora-postgresql"),
    /**
     * Instances of the cluster. Aurora makes the first instance the writer and the others readers, one of which it
     * promotes when the writer fails.
     */
    instances,
    serverlessCapacity,
    backupRetentionDays,
    monitoringIntervalSeconds,
    performanceInsights: z.boolean(),
    /** Replica of the cluster in another region. @default none */
    replica: auroraReplica.optional(),
  }),

  cache: z.strictObject({
    nodeType: cacheNodeType,
    nodes: redisNodes,
    snapshotRetentionDays,
  }),

  assets: z.strictObject({
    /** Origins that may read the assets (CORS): names that Cloudflare serves, outside the Route 53 zone. */
    allowedOrigins: z.array(
      z.url({ protocol: /^https$/, error: "must be an origin such as https://app.lp-system.com" }),
    ),
  }),

  /** Cloudflare in front of the clusters. @default none: only `adminCidrs` may connect to the clusters' gateways */
  cloudflare: cloudflareSchema
    .extend({
      /** Route patterns of the edge worker, such as `api.lp-system.com/*`. Other requests bypass the worker. */
      workerRoutes: z.array(
        z
          .string()
          .regex(/^(\*\.?)?[a-z0-9.-]+\/[^?#]*$/, { error: "must be a host and a path, such as api.lp-system.com/*" }),
      ),
      /**
       * Workers plan of the account, which is bought separately from the zone's plan. The free plan allows 100,000
       * requests a day for all workers together; after that, the routes respond with errors until the next day.
       * https://developers.cloudflare.com/workers/platform/limits/
       */
      workersPlan: z.enum(["free", "paid"]),
      /**
       * Version of the worker that keeps a share of the requests during a gradual deployment. The response to
       * `/edge-health` contains the id of the worker's version. @default the newest version gets all requests
       */
      workerPrevious: z
        .strictObject({
          id: z.uuid({ error: "must be the id of a version, a UUID" }),
          /** Percentage of requests, 1 to 99. */
          percentage: z.int().min(1).max(99),
        })
        .optional(),
    })
    .optional(),

  kubernetes: clusterSchema.extend({
    /** Namespace of the platform's services. */
    namespace: slug,
    /** Nodes for controllers, tainted against other pods. */
    systemNodes: nodeGroup,
    /** Spot nodes. Several instance types of about the same size reduce the risk that AWS has no capacity. */
    applicationNodes: nodeGroup,
    /** Nodes for pods that keep much data in memory. */
    memoryOptimizedNodes: nodeGroup,
  }),

  observability: z.strictObject({
    prometheus,
    grafana: z.strictObject({
      replicas: positive,
      /** Tag of the Grafana image, a complete version such as those on https://endoflife.date/grafana. */
      version: z.string().regex(/^\d+\.\d+\.\d+$/, { error: "must be a whole version such as 12.4.4" }),
    }),
  }),

  /** Standby in Google Cloud. @default no standby */
  google: googleSchema
    .extend({
      /**
       * Whether a person has promoted the database in Google Cloud, so that Cloudflare sends all requests to Google
       * Cloud. Before that, the database subscribes to the database in AWS, and writes to it would be lost.
       */
      promoted: z.boolean(),
      /** Cluster that receives all requests after a failover; its autoscaler then adds nodes for the load. */
      kubernetes: gkeSchema.extend({ nodePools: z.strictObject({ application: nodePoolSchema }) }),
      database: cloudSqlSchema,
      cache: z.strictObject({
        memoryGibibytes: memorystoreGibibytes,
        /** Keep a replica in a second zone, which takes over automatically. */
        highAvailability: z.boolean(),
      }),
    })
    .optional(),

  /** Services of the platform in its cluster. */
  workloads: z.strictObject({
    apiGateway: service.extend({
      /**
       * Number of requests after which Envoy closes a connection to a pod. A low number spreads the load better, a high
       * number saves handshakes.
       */
      maxRequestsPerConnection: positive,
    }),
    graphqlGateway: service,
  }),
});

export type LpEnvironment = z.infer<typeof fields>;

/** Data of an environment file before defaults are added. */
export type LpFile = z.input<typeof fields>;
