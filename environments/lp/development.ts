import { valuesOf } from "../schema/owner";
import { owner } from "./owner";
import type { LpFile } from "./schema";

const own = valuesOf(owner, "development");

export const development: LpFile = {
  platform: "lp",
  name: "development",
  account: {
    id: own.accountId,
    region: "us-east-1",
    // Request these quotas before the first apply, which would fail without them. AWS takes hours to days.
    quotas: {
      onDemandStandardVcpus: 8,
      spotStandardVcpus: 8,
    },
  },
  state: {
    backend: "s3",
    bucket: "lp-system-terraform-state-development",
    keyArn: own.stateKeyArn,
    lockTable: "lp-terraform-state-lock-development",
  },
  nameSuffix: "-development",
  deletionProtection: false,
  tags: { Owner: owner.team, CostCenter: "lp" },
  delivery: {
    repository: owner.repository,
    approved: ["outputs", "moves", "additions"],
    github: { approvers: { teams: owner.approvers }, createRepositoryRules: false },
  },
  domain: "aws.development.lp-system.com",

  network: {
    cidr: "10.1.0.0/16",
    availabilityZones: ["us-east-1a", "us-east-1b"],
    subnets: {
      public: {
        tier: "public",
        cidrs: { "us-east-1a": "10.1.0.0/19", "us-east-1b": "10.1.32.0/19" },
      },
      private: {
        tier: "private",
        cidrs: { "us-east-1a": "10.1.96.0/19", "us-east-1b": "10.1.128.0/19" },
      },
      database: {
        tier: "isolated",
        cidrs: { "us-east-1a": "10.1.192.0/24", "us-east-1b": "10.1.193.0/24" },
      },
    },
    natGateways: "single",
    flowLogRetentionDays: 30,
  },
  secondaryRegions: {},

  security: {
    guardDuty: false,
    webAcls: false,
    keyDeletionWindowDays: 7,
    passwordRotationDays: 30,
    logRetentionDays: 30,
  },

  alerts: { emails: owner.alertEmails },

  database: {
    name: "lp_development",
    instanceClass: "db.serverless",
    engineVersion: "15",
    instances: { "lp-aurora-1": "us-east-1a" },
    serverlessCapacity: { min: 0.5, max: 4 },
    backupRetentionDays: 7,
    monitoringIntervalSeconds: 0,
    performanceInsights: false,
  },
  cache: { nodeType: "cache.t4g.small", nodes: 1, snapshotRetentionDays: 1 },
  assets: { allowedOrigins: ["https://app.development.lp-system.com"] },

  kubernetes: {
    version: "1.35",
    adminCidrs: owner.adminCidrs,
    administrators: owner.administrators,
    namespace: "development",
    systemNodes: { instanceTypes: ["t3.medium"], min: 1, desired: 1, max: 2, volumeGibibytes: 30 },
    applicationNodes: {
      instanceTypes: ["t3.medium", "t3a.medium"],
      min: 1,
      desired: 1,
      max: 3,
      volumeGibibytes: 30,
    },
    memoryOptimizedNodes: { instanceTypes: ["r5.large"], min: 0, desired: 0, max: 1, volumeGibibytes: 30 },
  },

  observability: {
    prometheus: {
      replicas: 1,
      shards: 1,
      retentionDays: 7,
      storageGibibytes: 10,
      requests: { cpu: "100m", memory: "512Mi" },
      limits: { cpu: "1", memory: "1Gi" },
    },
    grafana: { replicas: 1, version: "12.4.4" },
  },

  workloads: {
    apiGateway: { version: "v2.0.0", minReplicas: 1, maxReplicas: 3, maxRequestsPerConnection: 2 },
    graphqlGateway: { version: "v1.0.0", minReplicas: 1, maxReplicas: 2 },
  },
};
