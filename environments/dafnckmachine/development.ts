import { valuesOf } from "../schema/owner";
import { owner } from "./owner";
import type { DafnckmachineFile } from "./schema";

const own = valuesOf(owner, "development");

export const development: DafnckmachineFile = {
  platform: "dafnckmachine",
  name: "development",
  account: {
    id: own.accountId,
    region: "us-east-1",
    // Request these quotas before the first apply, which would fail without them. AWS takes hours to days.
    quotas: {
      onDemandStandardVcpus: 32,
    },
  },
  state: {
    backend: "s3",
    bucket: "dafnckmachine-terraform-state-development",
    keyArn: own.stateKeyArn,
    lockTable: "terraform-state-lock-development",
  },
  nameSuffix: "-development",
  deletionProtection: false,
  tags: { Owner: owner.team, CostCenter: "dafnckmachine" },
  delivery: {
    repository: owner.repository,
    repositoryId: owner.repositoryId,
    approved: ["outputs", "moves", "additions"],
    github: { approvers: { teams: owner.approvers }, createRepositoryRules: false },
  },
  domain: "development.dafnckmachine.com",

  network: {
    cidr: "10.1.0.0/16",
    availabilityZones: ["us-east-1a", "us-east-1b"],
    subnets: {
      public: {
        tier: "public",
        cidrs: { "us-east-1a": "10.1.1.0/24", "us-east-1b": "10.1.2.0/24" },
      },
      private: {
        tier: "private",
        cidrs: { "us-east-1a": "10.1.11.0/24", "us-east-1b": "10.1.12.0/24" },
      },
      database: {
        tier: "isolated",
        cidrs: { "us-east-1a": "10.1.21.0/24", "us-east-1b": "10.1.22.0/24" },
      },
      // The CNI assigns addresses to pods in blocks of 16, at most 8 blocks for each node.
      pods: {
        tier: "private",
        cidrs: { "us-east-1a": "10.1.64.0/18", "us-east-1b": "10.1.128.0/18" },
      },
    },
    natGateways: "single",
    flowLogRetentionDays: 30,
  },
  secondaryRegions: {},

  security: {
    guardDuty: false,
    webAcls: false,
    codeInBodies: true,
    keyDeletionWindowDays: 7,
    passwordRotationDays: 30,
    logRetentionDays: 30,
  },

  alerts: { emails: owner.alertEmails },

  database: {
    instanceClass: "db.t4g.medium",
    engineVersion: "15",
    allocatedGibibytes: 50,
    multiAz: false,
    maxConnections: 400,
    backupRetentionDays: 7,
    monitoringIntervalSeconds: 0,
    performanceInsights: false,
    replicas: [],
  },
  tables: { agentMetrics: { read: { min: 5, max: 50 }, write: { min: 5, max: 50 } } },
  caches: {
    session: { nodeType: "cache.t4g.small", nodes: 1 },
    application: { nodeType: "cache.t4g.small", nodes: 1 },
    cluster: { nodeType: "cache.t4g.small", shards: 1, replicasPerShard: 1 },
    snapshotRetentionDays: 1,
  },
  storage: {
    fileSystemThroughputMebibytes: 10,
  },

  loadBalancers: {
    openToInternet: true,
    microservicesPort: 8080,
    testCidrs: owner.testCidrs,
    agents: "kubernetes",
  },
  compute: {
    web: { instanceType: "t3.small", min: 1, max: 2, imageTag: "v1.0.0" },
    api: { instanceType: "t3.small", min: 1, max: 2, imageTag: "v1.0.0" },
    worker: {
      instanceType: "t3.medium",
      min: 1,
      max: 2,
      imageTag: "v1.0.0",
      spotPercentage: 70,
      spotTypes: ["t3a.medium"],
    },
  },
  containers: {
    agentOrchestration: {
      cpu: 512,
      memoryMebibytes: 1024,
      desired: 1,
      max: 2,
      imageTag: "v1.0.0",
      spotPercentage: 70,
      scaleOutCooldownSeconds: 300,
      scaleInCooldownSeconds: 300,
    },
    userManagement: { cpu: 256, memoryMebibytes: 512, desired: 1, max: 2, imageTag: "v1.0.0" },
    batch: { schedule: "cron(0 2 * * ? *)", cpu: 512, memoryMebibytes: 1024, imageTag: "v1.0.0" },
  },
  kubernetes: {
    version: "1.35",
    adminCidrs: owner.adminCidrs,
    administrators: owner.administrators,
    operator: owner.operator,
    generalPurpose: { instanceTypes: ["t3.small"], min: 1, desired: 2, max: 4 },
    computeOptimized: { instanceTypes: ["c5.large", "c5.xlarge"], min: 0, desired: 0, max: 2, spot: true },
  },
  workloads: {
    agentOrchestration: { imageTag: "v1.0.0", min: 1, max: 2 },
    api: {
      imageTag: "v1.0.0",
      min: 1,
      max: 3,
      canary: { imageTag: "v2.0.0", min: 1, max: 2, percent: 10 },
    },
  },
  functions: { analysisIntervalHours: 1, notificationEmails: owner.alertEmails },

  google: {
    project: own.googleProject,
    region: "us-central1",
    // Request these quotas before the first apply if the project has less.
    quotas: {
      cpus: 24,
      c2Cpus: 8,
      ssdGigabytes: 500,
      diskGigabytes: 500,
      globalStaticAddresses: 4,
      firewalls: 50,
      routes: 50,
    },
    network: {
      subnets: {
        instances: { cidr: "10.21.0.0/22" },
        cluster: { cidr: "10.21.4.0/22", podsCidr: "10.21.128.0/19", servicesCidr: "10.21.32.0/20" },
      },
      servicesCidr: "10.21.64.0/20",
      flowLogRetentionDays: 30,
    },
    adminCidrs: owner.adminCidrs,
    monitoring: { severities: ["critical"], dashboard: false },
    budget: { billingAccount: own.googleBillingAccount, limitUsd: 500, alerts: [{ percent: 80 }, { percent: 100 }] },
    kubernetes: {
      subnet: "cluster",
      zones: ["us-central1-a"],
      controlPlaneCidr: "10.21.48.0/28",
      namedEndpoint: true,
      nodePools: {
        general: { machineType: "e2-standard-2", diskGibibytes: 50, diskType: "pd-balanced", min: 1, max: 3 },
        compute: { machineType: "c2-standard-4", diskGibibytes: 50, diskType: "pd-standard", min: 0, max: 1 },
      },
    },
    database: {
      version: "POSTGRES_15",
      tier: "db-custom-1-3840",
      storageGibibytes: 20,
      maxStorageGibibytes: 100,
      highAvailability: false,
      retainedBackups: 7,
    },
    compute: {
      zones: ["us-central1-a", "us-central1-b"],
      web: {
        machineType: "e2-small",
        diskGibibytes: 20,
        size: 1,
        min: 1,
        max: 2,
        cpuUtilization: 0.7,
        imageTag: "v1.0.0",
      },
      api: { machineType: "e2-medium", diskGibibytes: 20, size: 1, imageTag: "v1.0.0" },
    },
  },
};
