import { valuesOf } from "../schema/owner";
import { owner } from "./owner";
import type { DafnckmachineFile } from "./schema";

const own = valuesOf(owner, "staging");

export const staging: DafnckmachineFile = {
  platform: "dafnckmachine",
  name: "staging",
  account: {
    id: own.accountId,
    region: "us-east-1",
    // Request these quotas before the first apply, which would fail without them. AWS takes hours to days.
    quotas: {
      onDemandStandardVcpus: 104,
      spotStandardVcpus: 8,
      fargateVcpus: 12,
    },
  },
  state: {
    backend: "s3",
    bucket: "dafnckmachine-terraform-state-staging",
    keyArn: own.stateKeyArn,
    lockTable: "terraform-state-lock-staging",
  },
  nameSuffix: "-staging",
  deletionProtection: false,
  tags: { Owner: owner.team, CostCenter: "dafnckmachine" },
  delivery: {
    repository: owner.repository,
    github: { approvers: { teams: owner.approvers }, createRepositoryRules: false },
  },
  domain: "staging.dafnckmachine.com",

  network: {
    cidr: "10.2.0.0/16",
    availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
    subnets: {
      public: {
        tier: "public",
        cidrs: { "us-east-1a": "10.2.1.0/24", "us-east-1b": "10.2.2.0/24", "us-east-1c": "10.2.3.0/24" },
      },
      private: {
        tier: "private",
        cidrs: { "us-east-1a": "10.2.11.0/24", "us-east-1b": "10.2.12.0/24", "us-east-1c": "10.2.13.0/24" },
      },
      database: {
        tier: "isolated",
        cidrs: { "us-east-1a": "10.2.21.0/24", "us-east-1b": "10.2.22.0/24", "us-east-1c": "10.2.23.0/24" },
      },
      // The CNI assigns addresses to pods in blocks of 16, at most 8 blocks for each node.
      pods: {
        tier: "private",
        cidrs: { "us-east-1a": "10.2.64.0/18", "us-east-1b": "10.2.128.0/18", "us-east-1c": "10.2.192.0/18" },
      },
    },
    natGateways: "single",
    flowLogRetentionDays: 30,
  },
  secondaryRegions: {},

  security: {
    guardDuty: false,
    webAcls: true,
    codeInBodies: true,
    keyDeletionWindowDays: 7,
    passwordRotationDays: 30,
    logRetentionDays: 30,
  },

  alerts: { emails: owner.alertEmails },

  database: {
    instanceClass: "db.r6g.xlarge",
    engineVersion: "15",
    allocatedGibibytes: 400,
    multiAz: true,
    maxConnections: 1000,
    backupRetentionDays: 30,
    monitoringIntervalSeconds: 0,
    performanceInsights: false,
    replicas: [],
  },
  tables: { agentMetrics: { read: { min: 5, max: 50 }, write: { min: 5, max: 50 } } },
  caches: {
    session: { nodeType: "cache.r6g.large", nodes: 2 },
    application: { nodeType: "cache.r6g.large", nodes: 2 },
    cluster: { nodeType: "cache.r6g.large", shards: 2, replicasPerShard: 1 },
    snapshotRetentionDays: 5,
  },
  storage: {
    fileSystemThroughputMebibytes: 10,
    volumeGibibytes: { database: 100, logs: 50 },
  },

  loadBalancers: {
    microservicesPort: 8080,
    testCidrs: owner.testCidrs,
    agents: "containers",
  },
  compute: {
    web: { instanceType: "t3.medium", min: 1, max: 4, imageTag: "v1.0.0" },
    api: { instanceType: "c5.large", min: 1, max: 4, imageTag: "v1.0.0" },
    worker: {
      instanceType: "m5.xlarge",
      min: 1,
      max: 4,
      imageTag: "v1.0.0",
      spotPercentage: 70,
      spotTypes: ["m5a.xlarge", "m6i.xlarge", "m6a.xlarge"],
    },
  },
  containers: {
    agentOrchestration: {
      cpu: 1024,
      memoryMebibytes: 2048,
      desired: 2,
      max: 4,
      imageTag: "v1.0.0",
      spotPercentage: 70,
      scaleOutCooldownSeconds: 300,
      scaleInCooldownSeconds: 300,
    },
    userManagement: { cpu: 512, memoryMebibytes: 1024, desired: 2, max: 4, imageTag: "v1.0.0" },
    batch: { schedule: "cron(0 2 * * ? *)", cpu: 1024, memoryMebibytes: 2048, imageTag: "v1.0.0" },
  },
  kubernetes: {
    version: "1.35",
    adminCidrs: owner.adminCidrs,
    administrators: owner.administrators,
    operator: owner.operator,
    generalPurpose: { instanceTypes: ["t3.medium", "t3.large"], min: 2, desired: 3, max: 20 },
    computeOptimized: { instanceTypes: ["c5.large", "c5.xlarge"], min: 0, desired: 0, max: 10 },
  },
  workloads: {
    agentOrchestration: { imageTag: "v1.0.0", min: 2, max: 4 },
    api: {
      imageTag: "v1.0.0",
      min: 2,
      max: 6,
      canary: { imageTag: "v2.0.0", min: 1, max: 3, percent: 10 },
    },
  },
  observability: { logs: { nodes: 1, heapGibibytes: 1, storageGibibytes: 20, replicas: 1 } },
  functions: { analysisIntervalHours: 1, notificationEmails: owner.alertEmails },
};
