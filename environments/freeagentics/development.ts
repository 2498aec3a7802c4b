import { valuesOf } from "../schema/owner";
import { owner } from "./owner";
import type { FreeagenticsFile } from "./schema";

const own = valuesOf(owner, "development");

export const development: FreeagenticsFile = {
  platform: "freeagentics",
  name: "development",
  account: {
    id: own.accountId,
    region: "us-east-1",
    // Request these quotas before the first apply, which would fail without them. AWS takes hours to days.
    quotas: {
      onDemandStandardVcpus: 8,
    },
  },
  state: {
    backend: "s3",
    bucket: "freeagentics-terraform-state-development",
    keyArn: own.stateKeyArn,
    lockTable: "freeagentics-terraform-state-lock-development",
  },
  nameSuffix: "-development",
  deletionProtection: false,
  tags: { Owner: owner.team, CostCenter: "freeagentics" },
  delivery: {
    repository: owner.repository,
    approved: ["outputs", "moves", "additions"],
    github: { approvers: { teams: owner.approvers }, createRepositoryRules: false },
  },
  domain: "aws.development.freeagentics.com",

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
        cidrs: { "us-east-1a": "10.1.10.0/24", "us-east-1b": "10.1.11.0/24" },
      },
      database: {
        tier: "isolated",
        cidrs: { "us-east-1a": "10.1.20.0/24", "us-east-1b": "10.1.21.0/24" },
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

  access: {
    adminCidrs: owner.adminCidrs,
    bastionIp: "10.1.1.10",
    bastionType: "t3.micro",
  },

  database: {
    instanceClass: "db.t4g.medium",
    engineVersion: "16",
    allocatedGibibytes: 50,
    maxAllocatedGibibytes: 100,
    multiAz: false,
    backupRetentionDays: 7,
    monitoringIntervalSeconds: 0,
    performanceInsights: false,
    maxConnections: 200,
    replicas: [],
  },
  cache: {
    nodeType: "cache.t4g.small",
    networkGigabits: 0.128,
    shards: 1,
    replicasPerShard: 0,
    snapshotRetentionDays: 1,
  },

  compute: {
    instanceType: "t3.medium",
    min: 1,
    desired: 1,
    max: 2,
    imageTag: "v1.0.0",
    volumeGibibytes: { root: 30, logs: 10 },
    requestsPerSecond: 100,
    forecast: "ForecastOnly",
    workers: {
      instanceType: "t3.small",
      min: 0,
      max: 1,
      imageTag: "v1.0.0",
      spotPercentage: 100,
      spotTypes: ["t3a.small"],
    },
  },

  backups: {
    dumpRetentionDays: 7,
    database: { schedule: "cron(0 2 * * ? *)", cpu: 512, memoryMebibytes: 1024, imageTag: "v1.0.0" },
    sources: {
      schedule: "cron(0 4 * * ? *)",
      cpu: 512,
      memoryMebibytes: 1024,
      imageTag: "v1.0.0",
      repositories: owner.sourceRepositories,
    },
  },

  cdnLabel: "cdn",
};
