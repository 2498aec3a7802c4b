import { z } from "zod";
import { isCidr, overlapping } from "../cidr";
import { environmentSchema, require } from "../environment";
import { adminCidr, awsRegion, count, domain, logRetentionDays, port, positive } from "../fields";
import { networkSchema } from "../network";

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
  /** `dedicated` keeps other accounts off the host, for an hourly fee per region. */
  tenancy: z.enum(["default", "dedicated"]).default("default"),
});

/** A Fargate service; cpu in units of 1/1024 vCPU, memory in MiB. */
const service = z.strictObject({
  cpu: z.literal([256, 512, 1024, 2048, 4096]),
  memory: positive,
  /** Tasks to start with and the least to scale in to. */
  desired: positive,
  max: positive,
  imageTag,
  scaleOutCooldownSeconds: count.default(60),
  scaleInCooldownSeconds: count.default(300),
});

const nodeGroup = z.strictObject({
  instanceTypes: z.array(z.string()).min(1),
  min: count,
  desired: count,
  max: positive,
});

const capacity = z.strictObject({ min: positive, max: positive });

export const dafnckmachineSchema = environmentSchema
  .extend({
    platform: z.literal("dafnckmachine"),

    /** Zone of all public names; its registrar must delegate to the zone's name servers. */
    domain,

    network: networkSchema,

    /** Other regions the environment has a VPC in, for replicas and recovery. */
    secondaryRegions: z.record(awsRegion, z.strictObject({ network: networkSchema })),

    security: z.strictObject({
      /** Threat detection; part of the enhanced security of production. */
      guardDuty: z.boolean(),
      /** Days a scheduled key deletion can be called off, 7 to 30. */
      keyDeletionWindowDays: z.int().min(7).max(30),
      /** Days between rotations of the database's master password. */
      passwordRotationDays: z.int().min(1).max(90),
      /** Days logs are kept, flow logs aside. */
      logRetentionDays,
    }),

    database: z.strictObject({
      instanceClass: z.string().startsWith("db.", { error: "must be an RDS class such as db.r5.2xlarge" }),
      /** Major version; RDS picks the minor and keeps it current. */
      engineVersion: z.string().regex(/^\d+(\.\d+)?$/, { error: "must be a PostgreSQL version such as 15" }),
      allocatedGigabytes: z.int().min(20, { error: "must be at least 20 GiB" }),
      /** A standby in a second zone takes over by itself. */
      multiAz: z.boolean(),
      /** Days of automatic backups and point-in-time recovery, 1 to 35. */
      backupRetentionDays: z.int().min(1).max(35),
      /** Enhanced monitoring interval; 0 is off. */
      monitoringIntervalSeconds: z.literal([0, 1, 5, 10, 15, 30, 60]),
      performanceInsights: z.boolean(),
      /** Read replicas, at most five; their number is scaled here, RDS cannot do it by itself. */
      replicas: z
        .array(z.strictObject({ region: awsRegion, instanceClass: z.string() }))
        .max(5, { error: "must be at most 5 replicas" }),
    }),

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
      snapshotRetentionDays: z.int().min(1).max(35),
    }),

    storage: z.strictObject({
      /** Provisioned throughput of the shared file system, MiB/s. */
      fileSystemThroughput: positive,
      /** Volumes of self-managed software, GiB. */
      volumes: z.strictObject({ database: positive, logs: positive }),
      /** Region daily snapshots are copied to; absent where the copies are not worth their cost. */
      snapshotCopyRegion: awsRegion.optional(),
    }),

    loadBalancers: z.strictObject({
      /** Port the internal load balancer offers microservices on. */
      microservicesPort: port,
    }),

    compute: z.strictObject({ web: instances, api: instances, worker: instances }),

    containers: z.strictObject({
      agentOrchestration: service,
      userManagement: service,
      /** A task run on a schedule and not kept running. */
      batch: z.strictObject({ schedule, cpu: z.literal([256, 512, 1024, 2048, 4096]), memory: positive, imageTag }),
    }),

    kubernetes: z.strictObject({
      version: z.string(),
      /** The owner's. Networks that may reach the cluster's endpoint from outside the VPC. */
      adminCidrs: z.array(adminCidr).min(1, { error: "must name at least one network" }),
      /** Account roles, by name, whose holders administer the cluster. */
      administrators: z.array(z.string()),
      generalPurpose: nodeGroup,
      computeOptimized: nodeGroup,
    }),

    functions: z.strictObject({
      /** When recorded metrics are analyzed. */
      analysisSchedule: schedule,
    }),
  })
  .superRefine(
    (environment, context) => {
      const { account, database, network, secondaryRegions } = environment;
      const production = environment.name === "production";
      require(context, [
        {
          path: ["deletionProtection"],
          message: "must be true in production",
          holds: !production || environment.deletionProtection === true,
          input: environment.deletionProtection,
        },
        {
          path: ["database", "multiAz"],
          message: "must be true in production",
          holds: !production || database?.multiAz === true,
          input: database?.multiAz,
        },
        {
          path: ["network", "natGateways"],
          message: "must be per-zone in production",
          holds: !production || network?.natGateways === "per-zone",
          input: network?.natGateways,
        },
        {
          path: ["network", "zones"],
          message: "must be at least two zones, as databases and load balancers ask",
          holds: !Array.isArray(network?.zones) || network.zones.length >= 2,
          input: network?.zones,
        },
      ]);
      for (const [index, { region }] of (Array.isArray(database?.replicas) ? database.replicas : []).entries()) {
        require(context, [
          {
            path: ["database", "replicas", String(index), "region"],
            message: `must be the primary region or one of secondaryRegions (${Object.keys(secondaryRegions ?? {}).join(", ") || "none"})`,
            holds: region === account?.region || region in (secondaryRegions ?? {}),
            input: region,
          },
        ]);
      }
      const vpcs = [
        { path: ["network", "cidr"], cidr: network?.cidr },
        ...Object.entries(secondaryRegions ?? {}).map(([region, value]) => ({
          path: ["secondaryRegions", region, "network", "cidr"],
          cidr: value?.network?.cidr,
        })),
      ].filter(({ cidr }) => isCidr(cidr));
      for (const [one, other] of overlapping(vpcs, ({ cidr }) => cidr)) {
        require(context, [
          {
            path: other.path,
            message: `must not overlap ${one.path.join(".")} (${one.cidr})`,
            holds: false,
            input: other.cidr,
          },
        ]);
      }
    },
    // Also when a field is wrong elsewhere: every fault is reported in one run.
    { when: ({ value }: { value: unknown }) => typeof value === "object" && value !== null } as never,
  );

export type DafnckmachineEnvironment = z.infer<typeof dafnckmachineSchema>;

/** What an environment file holds, before defaults. */
export type DafnckmachineFile = z.input<typeof dafnckmachineSchema>;
