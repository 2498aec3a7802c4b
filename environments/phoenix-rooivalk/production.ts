import { valuesOf } from "../schema/owner";
import { owner } from "./owner";
import type { PhoenixRooivalkFile } from "./schema";

const own = valuesOf(owner, "production");

export const production: PhoenixRooivalkFile = {
  platform: "phoenix-rooivalk",
  name: "production",
  account: {
    id: own.accountId,
    region: "us-east-1",
    // Request these quotas before the first apply, which would fail without them. AWS takes hours to days.
    quotas: {
      onDemandStandardVcpus: 1216,
      onDemandPVcpus: 320,
    },
  },
  state: {
    backend: "s3",
    bucket: "phoenix-rooivalk-terraform-state",
    keyArn: own.stateKeyArn,
    lockTable: "phoenix-rooivalk-terraform-state-lock",
  },
  nameSuffix: "",
  deletionProtection: true,
  tags: { Owner: owner.team, CostCenter: "phoenix-rooivalk" },
  delivery: {
    repository: owner.repository,
    github: { approvers: { teams: owner.approvers }, createRepositoryRules: false },
  },
  domain: owner.domain,
  delegations: { [`development.${owner.domain}`]: valuesOf(owner, "development").nameServers },

  network: {
    cidr: "10.0.0.0/16",
    availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
    subnets: {
      public: {
        tier: "public",
        cidrs: { "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24", "us-east-1c": "10.0.3.0/24" },
      },
      private: {
        tier: "private",
        cidrs: { "us-east-1a": "10.0.11.0/24", "us-east-1b": "10.0.12.0/24", "us-east-1c": "10.0.13.0/24" },
      },
      database: {
        tier: "isolated",
        cidrs: { "us-east-1a": "10.0.21.0/24", "us-east-1b": "10.0.22.0/24", "us-east-1c": "10.0.23.0/24" },
      },
      blockchain: {
        tier: "private",
        cidrs: { "us-east-1a": "10.0.31.0/24", "us-east-1b": "10.0.32.0/24", "us-east-1c": "10.0.33.0/24" },
      },
      // The CNI assigns addresses to pods in blocks of 16, at most 8 blocks for each node.
      pods: {
        tier: "private",
        cidrs: { "us-east-1a": "10.0.64.0/18", "us-east-1b": "10.0.128.0/18", "us-east-1c": "10.0.192.0/18" },
      },
    },
    natGateways: "per-zone",
    publicIpOnLaunch: false,
    flowLogRetentionDays: 365,
  },
  management: {
    network: {
      cidr: "10.1.0.0/16",
      availabilityZones: ["us-east-1a", "us-east-1b"],
      subnets: {
        public: { tier: "public", cidrs: { "us-east-1a": "10.1.1.0/24", "us-east-1b": "10.1.2.0/24" } },
        private: { tier: "private", cidrs: { "us-east-1a": "10.1.11.0/24", "us-east-1b": "10.1.12.0/24" } },
      },
      // Only administrators use this VPC, and they can wait until an availability zone recovers.
      natGateways: "single",
      publicIpOnLaunch: false,
      flowLogRetentionDays: 365,
    },
    adminCidrs: owner.adminCidrs,
    bastionType: "t3.micro",
  },
  secondaryRegions: {
    "us-west-2": {
      // After a failover this region serves production, and there is no time to change routes.
      network: {
        cidr: "10.10.0.0/16",
        availabilityZones: ["us-west-2a", "us-west-2b"],
        subnets: {
          public: { tier: "public", cidrs: { "us-west-2a": "10.10.1.0/24", "us-west-2b": "10.10.2.0/24" } },
          private: { tier: "private", cidrs: { "us-west-2a": "10.10.11.0/24", "us-west-2b": "10.10.12.0/24" } },
          database: { tier: "isolated", cidrs: { "us-west-2a": "10.10.21.0/24", "us-west-2b": "10.10.22.0/24" } },
          pods: { tier: "private", cidrs: { "us-west-2a": "10.10.64.0/18", "us-west-2b": "10.10.128.0/18" } },
        },
        natGateways: "per-zone",
        publicIpOnLaunch: false,
        flowLogRetentionDays: 365,
      },
    },
  },

  recovery: { region: "us-west-2", min: 1 },

  security: {
    guardDuty: true,
    guardDutyProtections: ["EKS_AUDIT_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"],
    webAcls: true,
    blockedCountries: owner.blockedCountries,
    fips: true,
    keyDeletionWindowDays: 30,
    passwordRotationDays: 30,
    logRetentionDays: 365,
  },

  audit: { bucket: "phoenix-rooivalk-audit-records", retentionDays: 2555 },

  // S3 only guarantees replication within 15 minutes, which is the recovery point of objects.
  recoveryObjectives: {
    database: {
      zone: { lostMinutes: 1, downMinutes: 10 },
      damage: { lostMinutes: 5, downMinutes: 60, runbook: "restore.md" },
      region: { lostMinutes: 1, downMinutes: 10, runbook: "phoenix-rooivalk/database-failover.md" },
    },
    cache: {
      zone: { lostMinutes: 5, downMinutes: 20 },
      damage: { lostMinutes: 1560, downMinutes: 60, runbook: "phoenix-rooivalk/elasticache-restore.md" },
      region: { lostMinutes: 15, downMinutes: 20, runbook: "phoenix-rooivalk/elasticache-restore.md" },
    },
    objects: {
      damage: { lostMinutes: 15, downMinutes: 60, runbook: "restore.md" },
      region: { lostMinutes: 15, downMinutes: 5, runbook: "phoenix-rooivalk/region-failover.md" },
    },
    volumes: {
      damage: { lostMinutes: 1560, downMinutes: 240, runbook: "restore.md" },
      region: { lostMinutes: 1920, downMinutes: 240, runbook: "restore.md" },
    },
  },
  alerts: { emails: owner.alertEmails, slack: owner.slack, paging: true },

  // The objective allows 4.3 minutes of failures in 30 days. A failover to the other region takes longer, so it uses up
  // the error budget.
  objectives: { public: { availabilityPercent: 99.99 } },

  costs: {
    budgets: [
      {
        name: "Monthly budget",
        limitUsd: owner.monthlyBudgetUsd,
        alerts: [
          { percent: 80, emails: owner.financeEmails },
          { percent: 100, forecast: true, emails: owner.financeEmails },
          { percent: 100, emails: owner.financeEmails },
        ],
      },
    ],
    usageExport: { bucket: "phoenix-rooivalk-usage-reports", retentionDays: 1095 },
    // Add these tags a day after the first apply, and only in the account that pays: AWS refuses tags that it has not
    // processed yet.
    allocationTags: ["Environment", "Project", "Component"],
  },

  database: {
    instanceClass: "db.r5.2xlarge",
    engineVersion: "15",
    allocatedGibibytes: 1000,
    // The replicas have half of the primary's memory, which is enough for this number.
    maxConnections: 3000,
    multiAz: true,
    backupRetentionDays: 30,
    monitoringIntervalSeconds: 60,
    performanceInsights: true,
    replicas: [
      { name: "read-a", region: "us-east-1", availabilityZone: "us-east-1a", instanceClass: "db.r5.xlarge" },
      { name: "read-b", region: "us-east-1", availabilityZone: "us-east-1b", instanceClass: "db.r5.xlarge" },
      { name: "west", region: "us-west-2", instanceClass: "db.r5.xlarge" },
    ],
  },
  cache: { nodeType: "cache.r6g.large", shards: 3, replicasPerShard: 2, snapshotRetentionDays: 7 },
  buckets: { suffix: "prod" },
  blockchain: { metricsNamespace: "PhoenixRooivalk/Blockchain", transactionsPerSecond: 3500 },
  cdn: { staticTtlSeconds: 86_400 },

  kubernetes: {
    version: "1.35",
    adminCidrs: owner.adminCidrs,
    administrators: owner.administrators,
    runner: { connectionArn: own.githubConnectionArn },
    dockerHubSecretArn: own.dockerHubSecretArn,
    application: { namespace: "phoenix-rooivalk", serviceAccount: "application" },
    generalPurpose: {
      instanceTypes: ["c5.large", "c5.xlarge", "c5.2xlarge", "c5.4xlarge"],
      min: 3,
      desired: 3,
      max: 20,
    },
    // These are the design's numbers. Five nodes cost about 1,200 USD a month, with or without validators.
    blockchain: {
      instanceTypes: ["c5.2xlarge", "c5.4xlarge"],
      min: 5,
      desired: 5,
      max: 15,
      // With the included throughput, writes of 32 KiB could use only 4,000 of these IOPS.
      volume: { type: "gp3", gibibytes: 500, iops: 10_000, throughputMebibytesPerSecond: 1000 },
    },
    // These are the design's numbers. Two nodes cost about 4,500 USD a month, with or without pods that use them.
    gpu: { instanceTypes: ["p3.2xlarge", "p3.8xlarge"], min: 2, desired: 2, max: 10 },
    monitoring: { instanceTypes: ["t3.medium"], min: 2, desired: 2, max: 4 },
  },
  monitoring: { retentionDays: 15, storageGibibytes: 50 },
  scaling: {
    cpuPercent: 70,
    predictive: "ForecastAndScale",
    spikes: {
      requestsPerMinute: 60_000,
      steps: [
        { beyond: 0, nodes: 1 },
        { beyond: 60_000, nodes: 3 },
      ],
    },
    schedules: {
      "working-hours": { recurrence: "0 6 * * 1-5", min: 4 },
      night: { recurrence: "0 20 * * 1-5", min: 3 },
    },
  },

  workloads: {
    service: { name: "application", port: 443 },
    pooler: { replicas: 3, poolSize: 200, maxClients: 5000 },
  },
};
