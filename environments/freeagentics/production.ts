import { valuesOf } from "../schema/owner";
import { owner } from "./owner";
import type { FreeagenticsFile } from "./schema";

const own = valuesOf(owner, "production");

export const production: FreeagenticsFile = {
  platform: "freeagentics",
  name: "production",
  account: {
    id: own.accountId,
    region: "us-east-1",
    // Request these quotas before the first apply, which would fail without them. AWS takes hours to days.
    quotas: {
      onDemandStandardVcpus: 96,
    },
  },
  state: {
    backend: "s3",
    bucket: "freeagentics-terraform-state",
    keyArn: own.stateKeyArn,
    lockTable: "freeagentics-terraform-state-lock",
  },
  nameSuffix: "",
  deletionProtection: true,
  tags: { Owner: owner.team, CostCenter: "freeagentics" },
  delivery: {
    repository: owner.repository,
    github: { approvers: { teams: owner.approvers }, createRepositoryRules: false },
  },
  // Cloudflare serves freeagentics.com and delegates this subdomain, for the names of AWS, to Route 53.
  domain: "aws.freeagentics.com",

  network: {
    cidr: "10.0.0.0/16",
    availabilityZones: ["us-east-1a", "us-east-1b"],
    subnets: {
      public: {
        tier: "public",
        cidrs: { "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" },
      },
      private: {
        tier: "private",
        cidrs: { "us-east-1a": "10.0.10.0/24", "us-east-1b": "10.0.11.0/24" },
      },
      database: {
        tier: "isolated",
        cidrs: { "us-east-1a": "10.0.20.0/24", "us-east-1b": "10.0.21.0/24" },
      },
    },
    natGateways: "per-zone",
    flowLogRetentionDays: 365,
  },
  secondaryRegions: {
    "us-west-2": {
      network: {
        cidr: "10.10.0.0/16",
        availabilityZones: ["us-west-2a", "us-west-2b"],
        subnets: {
          public: {
            tier: "public",
            cidrs: { "us-west-2a": "10.10.1.0/24", "us-west-2b": "10.10.2.0/24" },
          },
          private: {
            tier: "private",
            cidrs: { "us-west-2a": "10.10.10.0/24", "us-west-2b": "10.10.11.0/24" },
          },
          database: {
            tier: "isolated",
            cidrs: { "us-west-2a": "10.10.20.0/24", "us-west-2b": "10.10.21.0/24" },
          },
        },
        // After a failover this region serves production, and there is no time to change routes.
        natGateways: "per-zone",
        flowLogRetentionDays: 365,
      },
    },
  },

  // A single instance of a tier would be a single point of failure for all users.
  recovery: { region: "us-west-2", min: 2, cache: { shards: 3, replicasPerShard: 1 } },

  security: {
    guardDuty: true,
    webAcls: true,
    codeInBodies: true,
    keyDeletionWindowDays: 30,
    passwordRotationDays: 30,
    logRetentionDays: 365,
  },

  audit: { bucket: "freeagentics-audit-records", retentionDays: 2555 },

  // RPO 15 minutes and RTO 1 hour.
  recoveryObjectives: {
    database: {
      zone: { lostMinutes: 1, downMinutes: 5, runbook: "freeagentics/database-failure.md" },
      damage: { lostMinutes: 15, downMinutes: 60, runbook: "freeagentics/database-failure.md" },
      region: { lostMinutes: 15, downMinutes: 60, runbook: "freeagentics/region-failure.md" },
    },
    cache: {
      zone: { lostMinutes: 5, downMinutes: 10 },
      damage: { lostMinutes: 1560, downMinutes: 60, runbook: "restore.md" },
    },
    objects: {
      damage: { lostMinutes: 15, downMinutes: 60, runbook: "restore.md" },
      region: { lostMinutes: 15, downMinutes: 60, runbook: "freeagentics/region-failure.md" },
    },
    // The second Prometheus server has the same metrics of the last days.
    volumes: { damage: { lostMinutes: 1560, downMinutes: 240, runbook: "restore.md" } },
  },
  alerts: { emails: owner.alertEmails, slack: owner.slack, paging: true },

  objectives: {
    app: {
      latency: [
        { percent: 50, milliseconds: 100 },
        { percent: 95, milliseconds: 300 },
        { percent: 99, milliseconds: 500 },
      ],
    },
  },

  costs: {
    budgets: [
      { name: "Daily spend", limitUsd: 500, period: "daily", alerts: [{ percent: 100, emails: owner.financeEmails }] },
      {
        name: "Monthly projection",
        limitUsd: 15_000,
        alerts: [{ percent: 100, forecast: true, emails: owner.financeEmails }],
      },
    ],
    anomalies: { threshold: { percent: 50 }, recipients: "immediate" },
  },

  access: {
    adminCidrs: owner.adminCidrs,
    bastionIp: "10.0.1.10",
    bastionType: "t3.micro",
    vpn: {
      clientCidr: "10.100.0.0/22",
      samlProviderArn: own.samlProviderArn,
    },
  },

  database: {
    instanceClass: "db.r5.2xlarge",
    engineVersion: "16",
    allocatedGibibytes: 1000,
    maxAllocatedGibibytes: 2000,
    multiAz: true,
    backupRetentionDays: 7,
    monitoringIntervalSeconds: 60,
    performanceInsights: true,
    // The memory of the replicas limits this number, because PostgreSQL requires a replica to accept at least as many
    // connections as the primary.
    maxConnections: 3500,
    replicas: [
      { name: "first", region: "us-east-1", instanceClass: "db.r5.xlarge" },
      { name: "second", region: "us-east-1", instanceClass: "db.r5.xlarge" },
      { name: "west", region: "us-west-2", instanceClass: "db.r5.xlarge" },
    ],
  },
  cache: {
    nodeType: "cache.r6g.xlarge",
    networkGigabits: 1.25,
    shards: 3,
    replicasPerShard: 2,
    snapshotRetentionDays: 7,
    scaling: { maxShards: 6, maxReplicasPerShard: 5 },
  },

  compute: {
    instanceType: "c5.xlarge",
    min: 3,
    desired: 5,
    max: 20,
    imageTag: "v1.0.0",
    volumeGibibytes: { root: 100, logs: 50 },
    requestsPerSecond: 1000,
    forecast: "ForecastAndScale",
    // Workers can be Spot Instances, because a job returns to the queue when AWS reclaims its instance.
    workers: {
      instanceType: "c5.large",
      min: 1,
      max: 10,
      imageTag: "v1.0.0",
      spotPercentage: 100,
      spotTypes: ["c5a.large", "c6i.large", "c6a.large"],
    },
  },

  monitoring: {
    primary: { instanceType: "t3.large", privateIp: "10.0.10.30", storageGibibytes: 500, retentionDays: 30 },
    secondary: { instanceType: "t3.medium", privateIp: "10.0.11.30", storageGibibytes: 200, retentionDays: 7 },
  },

  proxies: {
    apiServers: ["10.0.10.10", "10.0.10.11", "10.0.11.10"],
    webServers: ["10.0.10.20", "10.0.10.21"],
  },

  backups: {
    dumpRetentionDays: 30,
    database: { schedule: "cron(0 2 * * ? *)", cpu: 4096, memoryMebibytes: 8192, imageTag: "v1.0.0" },
    sources: {
      schedule: "cron(0 4 * * ? *)",
      cpu: 512,
      memoryMebibytes: 1024,
      imageTag: "v1.0.0",
      repositories: owner.sourceRepositories,
    },
  },

  cdnLabel: "cdn",

  cloudflare: {
    accountId: owner.cloudflareAccountId,
    zone: "freeagentics.com",
    // Business is the lowest plan with attack scores, which replace the retired threat score. Pro has the OWASP rules
    // and cache times of one hour, but no attack scores.
    plan: "business",
    delegations: { "aws.development.freeagentics.com": valuesOf(owner, "development").nameServers },
  },
};
