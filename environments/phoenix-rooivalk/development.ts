import { valuesOf } from "../schema/owner";
import { owner } from "./owner";
import type { PhoenixRooivalkFile } from "./schema";

const own = valuesOf(owner, "development");

export const development: PhoenixRooivalkFile = {
  platform: "phoenix-rooivalk",
  name: "development",
  account: {
    id: own.accountId,
    region: "us-east-1",
    // Request these quotas before the first apply, which would fail without them. AWS takes hours to days.
    quotas: {
      onDemandStandardVcpus: 16,
      onDemandGVcpus: 4,
    },
  },
  state: {
    backend: "s3",
    bucket: "phoenix-rooivalk-terraform-state-development",
    keyArn: own.stateKeyArn,
    lockTable: "phoenix-rooivalk-terraform-state-lock-development",
  },
  nameSuffix: "-development",
  deletionProtection: false,
  tags: { Owner: owner.team, CostCenter: "phoenix-rooivalk" },
  delivery: {
    repository: owner.repository,
    approved: ["outputs", "moves", "additions"],
    github: { approvers: { teams: owner.approvers }, createRepositoryRules: false },
  },
  domain: `development.${owner.domain}`,

  network: {
    cidr: "10.20.0.0/16",
    availabilityZones: ["us-east-1a", "us-east-1b"],
    subnets: {
      public: { tier: "public", cidrs: { "us-east-1a": "10.20.1.0/24", "us-east-1b": "10.20.2.0/24" } },
      private: { tier: "private", cidrs: { "us-east-1a": "10.20.11.0/24", "us-east-1b": "10.20.12.0/24" } },
      database: { tier: "isolated", cidrs: { "us-east-1a": "10.20.21.0/24", "us-east-1b": "10.20.22.0/24" } },
      blockchain: { tier: "private", cidrs: { "us-east-1a": "10.20.31.0/24", "us-east-1b": "10.20.32.0/24" } },
      pods: { tier: "private", cidrs: { "us-east-1a": "10.20.64.0/18", "us-east-1b": "10.20.128.0/18" } },
    },
    natGateways: "single",
    publicIpOnLaunch: false,
    flowLogRetentionDays: 30,
  },
  management: {
    // One availability zone is enough for the bastion.
    network: {
      cidr: "10.21.0.0/16",
      availabilityZones: ["us-east-1a"],
      subnets: {
        public: { tier: "public", cidrs: { "us-east-1a": "10.21.1.0/24" } },
      },
      natGateways: "none",
      publicIpOnLaunch: false,
      flowLogRetentionDays: 30,
    },
    adminCidrs: owner.adminCidrs,
    bastionType: "t3.micro",
  },
  secondaryRegions: {},

  security: {
    guardDuty: false,
    webAcls: false,
    blockedCountries: [],
    keyDeletionWindowDays: 7,
    passwordRotationDays: 30,
    logRetentionDays: 30,
  },

  alerts: { emails: owner.alertEmails },

  database: {
    instanceClass: "db.t4g.medium",
    engineVersion: "15",
    allocatedGibibytes: 50,
    maxConnections: 200,
    multiAz: false,
    backupRetentionDays: 7,
    monitoringIntervalSeconds: 0,
    performanceInsights: false,
    replicas: [],
  },
  cache: { nodeType: "cache.t4g.small", shards: 1, replicasPerShard: 0, snapshotRetentionDays: 1 },
  buckets: { suffix: "development" },
  blockchain: { metricsNamespace: "PhoenixRooivalk/Blockchain", transactionsPerSecond: 100 },
  cdn: { staticTtlSeconds: 300 },

  kubernetes: {
    version: "1.35",
    adminCidrs: owner.adminCidrs,
    administrators: owner.administrators,
    application: { namespace: "phoenix-rooivalk", serviceAccount: "application" },
    generalPurpose: { instanceTypes: ["t3.medium"], min: 1, desired: 1, max: 2 },
    blockchain: {
      instanceTypes: ["c5.large"],
      min: 0,
      desired: 0,
      max: 2,
      volume: { type: "gp3", gibibytes: 50, iops: 3000 },
    },
    gpu: { instanceTypes: ["g5.xlarge"], min: 0, desired: 0, max: 1 },
    monitoring: { instanceTypes: ["t3.medium"], min: 0, desired: 0, max: 1 },
  },
  scaling: {
    cpuPercent: 70,
    predictive: "ForecastOnly",
    spikes: { requestsPerMinute: 6000, steps: [{ beyond: 0, nodes: 1 }] },
    schedules: {},
  },

  workloads: {
    service: { name: "application", port: 443 },
    pooler: { replicas: 1, poolSize: 20, maxClients: 200 },
  },
};
