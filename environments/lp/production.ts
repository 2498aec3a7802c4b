import { valuesOf } from "../schema/owner";
import { owner } from "./owner";
import type { LpFile } from "./schema";

const own = valuesOf(owner, "production");

export const production: LpFile = {
  platform: "lp",
  name: "production",
  account: {
    id: own.accountId,
    region: "us-east-1",
    // Request these quotas before the first apply, which would fail without them. AWS takes hours to days.
    quotas: {
      onDemandStandardVcpus: 100,
      spotStandardVcpus: 400,
    },
  },
  state: {
    backend: "s3",
    bucket: "lp-system-terraform-state",
    keyArn: own.stateKeyArn,
    lockTable: "lp-terraform-state-lock",
  },
  nameSuffix: "",
  deletionProtection: true,
  tags: { Owner: owner.team, CostCenter: "lp" },
  delivery: {
    repository: owner.repository,
    repositoryId: owner.repositoryId,
    github: { approvers: { teams: owner.approvers }, createRepositoryRules: false },
  },
  // Cloudflare serves lp-system.com and delegates this subdomain to Route 53.
  domain: "aws.lp-system.com",

  network: {
    cidr: "10.0.0.0/16",
    availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
    subnets: {
      public: {
        tier: "public",
        cidrs: { "us-east-1a": "10.0.0.0/19", "us-east-1b": "10.0.32.0/19", "us-east-1c": "10.0.64.0/19" },
      },
      private: {
        tier: "private",
        cidrs: { "us-east-1a": "10.0.96.0/19", "us-east-1b": "10.0.128.0/19", "us-east-1c": "10.0.160.0/19" },
      },
      database: {
        tier: "isolated",
        cidrs: { "us-east-1a": "10.0.192.0/24", "us-east-1b": "10.0.193.0/24", "us-east-1c": "10.0.194.0/24" },
      },
    },
    natGateways: "per-zone",
    flowLogRetentionDays: 365,
  },
  secondaryRegions: {
    "us-west-2": {
      network: {
        cidr: "10.10.0.0/16",
        availabilityZones: ["us-west-2a", "us-west-2b", "us-west-2c"],
        subnets: {
          database: {
            tier: "isolated",
            cidrs: { "us-west-2a": "10.10.192.0/24", "us-west-2b": "10.10.193.0/24", "us-west-2c": "10.10.194.0/24" },
          },
        },
        natGateways: "none",
        flowLogRetentionDays: 365,
      },
    },
  },

  security: {
    guardDuty: true,
    webAcls: true,
    keyDeletionWindowDays: 30,
    passwordRotationDays: 30,
    logRetentionDays: 365,
  },

  audit: { bucket: "lp-audit-records", retentionDays: 2555 },

  recoveryObjectives: {
    database: {
      zone: { lostMinutes: 5, downMinutes: 15 },
      damage: { lostMinutes: 15, downMinutes: 60, runbook: "restore.md" },
      region: { lostMinutes: 5, downMinutes: 60, runbook: "lp/region-failover.md" },
    },
    cache: {
      zone: { lostMinutes: 5, downMinutes: 15 },
      damage: { lostMinutes: 1560, downMinutes: 60, runbook: "restore.md" },
    },
    objects: { damage: { lostMinutes: 60, downMinutes: 60, runbook: "restore.md" } },
    volumes: {
      damage: { lostMinutes: 1560, downMinutes: 240, runbook: "restore.md" },
      region: { lostMinutes: 1920, downMinutes: 240, runbook: "restore.md" },
    },
  },
  alerts: { emails: owner.alertEmails, slack: owner.slack },

  objectives: { apiGateway: { availabilityPercent: 99.99 } },

  database: {
    name: "lp_production",
    instanceClass: "db.r6g.xlarge",
    engineVersion: "15",
    instances: { "lp-aurora-1": "us-east-1a", "lp-aurora-2": "us-east-1b", "lp-aurora-3": "us-east-1c" },
    serverlessCapacity: { min: 0.5, max: 64 },
    backupRetentionDays: 35,
    monitoringIntervalSeconds: 60,
    performanceInsights: true,
    replica: {
      region: "us-west-2",
      instanceClass: "db.r6g.xlarge",
      instances: { "lp-aurora-replica-1": "us-west-2a", "lp-aurora-replica-2": "us-west-2b" },
      promoted: false,
    },
  },
  cache: { nodeType: "cache.r6g.xlarge", nodes: 6, snapshotRetentionDays: 7 },
  assets: { allowedOrigins: ["https://app.lp-system.com"] },

  cloudflare: {
    accountId: owner.cloudflareAccountId,
    zone: "lp-system.com",
    // Business is the lowest plan with rate limits over five minutes and health checks every 15 seconds.
    plan: "business",
    delegations: { "aws.development.lp-system.com": valuesOf(owner, "development").nameServers },
    workersPlan: "paid",
    workerRoutes: ["api.lp-system.com/*", "app.lp-system.com/*"],
  },

  kubernetes: {
    version: "1.35",
    adminCidrs: owner.adminCidrs,
    administrators: owner.administrators,
    runner: { connectionArn: own.githubConnectionArn },
    dockerHubSecretArn: own.dockerHubSecretArn,
    namespace: "production",
    // The gateways also run on these nodes. T3 instances are in unlimited mode by default: above their CPU baseline
    // they cost more, but are not throttled.
    systemNodes: { instanceTypes: ["t3.large"], min: 3, desired: 3, max: 10, volumeGibibytes: 100 },
    applicationNodes: {
      instanceTypes: ["c5.xlarge", "c5.2xlarge", "c5a.xlarge", "c5a.2xlarge", "c6i.xlarge", "c6i.2xlarge"],
      min: 5,
      desired: 10,
      max: 50,
      volumeGibibytes: 200,
    },
    memoryOptimizedNodes: { instanceTypes: ["r5.xlarge"], min: 2, desired: 3, max: 20, volumeGibibytes: 100 },
  },

  observability: {
    prometheus: {
      replicas: 2,
      shards: 2,
      retentionDays: 30,
      storageGibibytes: 100,
      requests: { cpu: "2", memory: "4Gi" },
      limits: { cpu: "4", memory: "8Gi" },
      // Only these nodes have enough memory for a pod of this size, and each node has room for one pod. The autoscaler
      // adds the fourth node.
      nodeRole: "cache",
    },
    grafana: { replicas: 2, version: "12.4.4" },
  },

  google: {
    project: own.googleProject,
    region: "us-west1",
    // Request these quotas before the first apply, because those of a new project are too low for a failover.
    quotas: {
      cpus: 128,
      ssdGigabytes: 1600,
      diskGigabytes: 500,
      staticAddresses: 4,
      firewalls: 50,
      routes: 50,
    },
    promoted: false,
    // No VPC in AWS uses 10.30.0.0/16.
    network: {
      subnets: {
        cluster: { cidr: "10.30.0.0/20", podsCidr: "10.30.128.0/17", servicesCidr: "10.30.32.0/20" },
      },
      servicesCidr: "10.30.64.0/20",
      flowLogRetentionDays: 365,
    },
    adminCidrs: owner.adminCidrs,
    monitoring: {
      severities: ["critical", "warning", "informational"],
      dashboard: true,
      uptimeChecks: { api: { host: "api.lp-system.com", path: "/health" } },
    },
    budget: {
      billingAccount: own.googleBillingAccount,
      limitUsd: 3000,
      alerts: [{ percent: 80 }, { percent: 100 }, { percent: 120, forecast: true }],
    },
    kubernetes: {
      subnet: "cluster",
      zones: ["us-west1-a", "us-west1-b", "us-west1-c"],
      controlPlaneCidr: "10.30.48.0/28",
      namedEndpoint: true,
      nodePools: {
        // The pool has three nodes without load, and up to thirty after a failover.
        application: { machineType: "e2-standard-4", diskGibibytes: 50, diskType: "pd-balanced", min: 1, max: 10 },
      },
    },
    // The sizes of database and cache match an instance of the Aurora cluster and a cache node in AWS.
    database: {
      version: "POSTGRES_15",
      tier: "db-custom-4-26624",
      storageGibibytes: 200,
      maxStorageGibibytes: 2000,
      highAvailability: true,
      retainedBackups: 35,
    },
    cache: { memoryGibibytes: 26, highAvailability: true },
  },

  workloads: {
    apiGateway: { version: "v2.0.0", minReplicas: 5, maxReplicas: 50, maxRequestsPerConnection: 2 },
    graphqlGateway: { version: "v1.0.0", minReplicas: 3, maxReplicas: 20 },
  },
};
