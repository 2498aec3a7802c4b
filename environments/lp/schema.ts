import { z } from "zod";
import { cloudSqlSchema } from "../schema/cloud-sql";
import { cloudflareSchema } from "../schema/cloudflare";
import {
  backupRetentionDays,
  monitoringIntervalSeconds,
  passwordRotationDays,
  serverlessCapacity,
  snapshotRetentionDays,
} from "../schema/database";
import { environmentSchema, securitySchema } from "../schema/environment";
import { awsRegion, awsZone, positive, slug } from "../schema/fields";
import { gkeSchema, nodePoolSchema } from "../schema/gke";
import { googleSchema } from "../schema/google";
import { clusterSchema, nodeGroupSchema } from "../schema/kubernetes";

const instanceClass = z.string().startsWith("db.", { error: "must be an RDS class such as db.r6g.xlarge" });

/** Zone of each instance of a cluster, by its identifier without the suffix. */
const instances = z.record(slug, awsZone);

const nodes = nodeGroupSchema.extend({
  /** Size of a node's root volume, GiB. */
  volumeGibibytes: positive,
});

/** What a container is promised and what it may use at most, as Kubernetes writes it: `500m`, `4Gi`. */
const quantities = z.strictObject({
  cpu: z.string().regex(/^\d+m?$/, { error: "must be a quantity such as 2 or 500m" }),
  memory: z.string().regex(/^\d+[MG]i$/, { error: "must be a quantity such as 512Mi or 4Gi" }),
});

const service = z.strictObject({
  /** Tag of its image and label of its pods; pushed before the environment says it. */
  version: z
    .string()
    .max(63, { error: "must be at most 63 characters, as it is a label" })
    .regex(/^[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?$/, { error: "must be a tag such as v2.0.0" })
    .refine((tag) => tag !== "latest", { error: "must be a tag that stays, never latest" }),
  /** Pods when nobody asks. */
  minReplicas: positive,
  maxReplicas: positive,
});

/** Each field by itself; what must hold between them is in `rules.ts`. */
export const fields = environmentSchema.extend({
  platform: z.literal("lp"),

  security: securitySchema.extend({
    /** Filter what reaches the CDN. */
    webAcls: z.boolean(),
    passwordRotationDays,
  }),

  database: z.strictObject({
    /** First database; letters, digits and underscores. */
    name: z.string().regex(/^[a-z][a-z0-9_]*$/, { error: "must be a database name such as lp_production" }),
    /** Of every instance; `db.serverless` grows and shrinks within `serverlessCapacity`. */
    instanceClass,
    /** Major version; RDS picks the minor and keeps it current. */
    engineVersion: z.string().regex(/^\d+(\.\d+)?$/, { error: "must be a PostgreSQL version such as 15" }),
    /** The first to exist writes, the others read and stand by. */
    instances,
    serverlessCapacity,
    backupRetentionDays,
    monitoringIntervalSeconds,
    performanceInsights: z.boolean(),
    /** A cluster that follows in another region and can take over. Absent where the loss of a region is not worth its cost. */
    replica: z
      .strictObject({
        /** One of secondaryRegions. */
        region: awsRegion,
        instanceClass,
        instances,
      })
      .optional(),
  }),

  cache: z.strictObject({
    nodeType: z.string(),
    /** One primary, the rest replicas; at most six. */
    nodes: positive.max(6, { error: "must be at most 6, five replicas of one primary" }),
    snapshotRetentionDays,
  }),

  assets: z.strictObject({
    /** Sites whose pages may read the assets; names of the edge, not of this zone. */
    allowedOrigins: z.array(
      z.url({ protocol: /^https$/, error: "must be an origin such as https://app.lp-system.com" }),
    ),
  }),

  /** What stands between visitors and the clusters. Absent where visitors are administrators, who come directly. */
  cloudflare: cloudflareSchema
    .extend({
      /** What the worker at the edge sees, such as `api.lp-system.com/*`; what no pattern matches passes it by. */
      workerRoutes: z.array(
        z
          .string()
          .regex(/^(\*\.?)?[a-z0-9.-]+\/[^?#]*$/, { error: "must be a host and a path, such as api.lp-system.com/*" }),
      ),
      /** The version before, while it keeps a share of the requests; `/edge-health` says the id of the one that answers. */
      workerPrevious: z
        .strictObject({
          id: z.uuid({ error: "must be the id of a version, a UUID" }),
          /** Of requests. */
          percentage: z.int().min(1).max(99),
        })
        .optional(),
    })
    .optional(),

  kubernetes: clusterSchema.extend({
    /** Namespace of the platform's own services. */
    namespace: slug,
    /** What the cluster itself needs; keeps all other pods away. */
    systemNodes: nodes,
    /** Bought on the spot market: several types of about one size, so that one that is sold out is not all. */
    applicationNodes: nodes,
    /** For what keeps much in memory. */
    memoryOptimizedNodes: nodes,
  }),

  observability: z.strictObject({
    prometheus: z.strictObject({
      /** Pods that each know all of their shard. */
      replicas: positive,
      /** Parts that what is scraped is divided into. */
      shards: positive,
      retentionDays: positive,
      /** Volume of each pod. */
      storageGibibytes: positive,
      requests: quantities,
      limits: quantities,
      /** Label `role` of the only nodes it runs on; must not be bought on the spot market. Absent: any. */
      nodeRole: z.enum(["cache"]).optional(),
    }),
    grafana: z.strictObject({
      replicas: positive,
      /** Tag of its image; https://endoflife.date/grafana */
      version: z.string().regex(/^\d+\.\d+\.\d+$/, { error: "must be a whole version such as 12.4.4" }),
    }),
  }),

  /** The part in Google Cloud; absent where there is none. */
  google: googleSchema
    .extend({
      /** Takes over from the cluster in AWS, and grows when it does. */
      kubernetes: gkeSchema.extend({ nodePools: z.strictObject({ application: nodePoolSchema }) }),
      database: cloudSqlSchema,
      cache: z.strictObject({
        memoryGibibytes: positive.max(300, { error: "must be at most 300 GiB" }),
        /** A replica in a second zone takes over by itself. */
        highAvailability: z.boolean(),
      }),
    })
    .optional(),

  /** What the platform runs in its cluster. */
  workloads: z.strictObject({
    apiGateway: service.extend({
      /** Requests after which a connection to a pod is closed; few spread load, many save handshakes. */
      maxRequestsPerConnection: positive,
    }),
    graphqlGateway: service,
  }),
});

export type LpEnvironment = z.infer<typeof fields>;

/** What an environment file holds, before defaults. */
export type LpFile = z.input<typeof fields>;
