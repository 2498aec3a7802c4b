import { valuesOf } from "../schema/owner";
import { owner } from "./owner";
import type { DafnckmachineFile } from "./schema";

const own = valuesOf(owner, "production");

export const production: DafnckmachineFile = {
  platform: "dafnckmachine",
  name: "production",
  account: {
    id: own.accountId,
    region: "us-east-1",
    // Request these quotas before the first apply, which would fail without them. AWS takes hours to days.
    quotas: {
      onDemandStandardVcpus: 192,
      spotStandardVcpus: 32,
      fargateVcpus: 48,
    },
  },
  state: {
    backend: "s3",
    bucket: "dafnckmachine-terraform-state",
    keyArn: own.stateKeyArn,
    lockTable: "terraform-state-lock",
  },
  nameSuffix: "",
  deletionProtection: true,
  tags: { Owner: owner.team, CostCenter: "dafnckmachine" },
  delivery: {
    repository: owner.repository,
    repositoryId: owner.repositoryId,
    github: { approvers: { teams: owner.approvers } },
  },
  // Cloudflare serves dafnckmachine.com and delegates this subdomain to Route 53.
  domain: "aws.dafnckmachine.com",

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
      // The CNI assigns addresses to pods in blocks of 16, at most 8 blocks for each node.
      pods: {
        tier: "private",
        cidrs: { "us-east-1a": "10.0.64.0/18", "us-east-1b": "10.0.128.0/18", "us-east-1c": "10.0.192.0/18" },
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
          public: {
            tier: "public",
            cidrs: { "us-west-2a": "10.10.1.0/24", "us-west-2b": "10.10.2.0/24", "us-west-2c": "10.10.3.0/24" },
          },
          private: {
            tier: "private",
            cidrs: { "us-west-2a": "10.10.11.0/24", "us-west-2b": "10.10.12.0/24", "us-west-2c": "10.10.13.0/24" },
          },
          database: {
            tier: "isolated",
            cidrs: { "us-west-2a": "10.10.21.0/24", "us-west-2b": "10.10.22.0/24", "us-west-2c": "10.10.23.0/24" },
          },
        },
        // After a failover this region serves production, and there is no time to change routes.
        natGateways: "per-zone",
        flowLogRetentionDays: 365,
      },
    },
    "eu-west-1": {
      network: {
        cidr: "10.30.0.0/16",
        availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
        subnets: {
          database: {
            tier: "isolated",
            cidrs: { "eu-west-1a": "10.30.21.0/24", "eu-west-1b": "10.30.22.0/24", "eu-west-1c": "10.30.23.0/24" },
          },
        },
        natGateways: "none",
        flowLogRetentionDays: 365,
      },
    },
  },

  // A single instance of a tier would be a single point of failure for all users.
  recovery: { region: "us-west-2", min: 2 },

  security: {
    guardDuty: true,
    webAcls: true,
    codeInBodies: true,
    keyDeletionWindowDays: 30,
    passwordRotationDays: 30,
    logRetentionDays: 365,
  },

  audit: { bucket: "dafnckmachine-audit-records", retentionDays: 2555 },

  // RPO 1 hour and RTO 4 hours. Files, volumes and caches have daily backups, so that a wrong change can lose up to a
  // day of their data.
  recoveryObjectives: {
    database: {
      zone: { lostMinutes: 5, downMinutes: 15 },
      damage: { lostMinutes: 60, downMinutes: 240, runbook: "restore.md" },
      region: { lostMinutes: 60, downMinutes: 240, runbook: "dafnckmachine/database-failover.md" },
    },
    tables: {
      damage: { lostMinutes: 60, downMinutes: 240, runbook: "restore.md" },
      region: { lostMinutes: 60, downMinutes: 240, runbook: "dafnckmachine/application-failover.md" },
    },
    documents: {
      damage: { lostMinutes: 60, downMinutes: 240, runbook: "dafnckmachine/google-backups.md" },
      region: { lostMinutes: 60, downMinutes: 240, runbook: "dafnckmachine/google-backups.md" },
    },
    cache: {
      zone: { lostMinutes: 5, downMinutes: 15 },
      damage: { lostMinutes: 1560, downMinutes: 240, runbook: "restore.md" },
    },
    files: {
      damage: { lostMinutes: 1560, downMinutes: 240, runbook: "restore.md" },
      region: { lostMinutes: 60, downMinutes: 240, runbook: "dafnckmachine/application-failover.md" },
    },
    objects: {
      damage: { lostMinutes: 60, downMinutes: 240, runbook: "restore.md" },
      region: { lostMinutes: 60, downMinutes: 240, runbook: "dafnckmachine/application-failover.md" },
    },
    volumes: {
      damage: { lostMinutes: 1560, downMinutes: 240, runbook: "restore.md" },
      region: { lostMinutes: 3120, downMinutes: 240, runbook: "restore.md" },
    },
  },
  alerts: { emails: [...owner.alertEmails, "cto@dafnckmachine.com"], slack: owner.slack },

  objectives: {
    public: { availabilityPercent: 99.9 },
    web: { latency: [{ percent: 95, milliseconds: 1000 }] },
    api: { latency: [{ percent: 95, milliseconds: 200 }] },
  },

  costs: {
    budgets: [
      {
        name: "Monthly Infrastructure Budget",
        limitUsd: 5000,
        alerts: [
          { percent: 80, emails: ["finance@dafnckmachine.com"] },
          { percent: 100, emails: ["cto@dafnckmachine.com"] },
        ],
      },
    ],
    anomalies: { threshold: { usd: 100 }, recipients: ["finance@dafnckmachine.com"] },
    billingAlarmsUsd: [1000, 5000, 10_000],
  },

  database: {
    instanceClass: "db.r5.2xlarge",
    engineVersion: "15",
    allocatedGibibytes: 1000,
    multiAz: true,
    maxConnections: 1000,
    backupRetentionDays: 30,
    monitoringIntervalSeconds: 60,
    performanceInsights: true,
    replicas: [
      { name: "west", region: "us-west-2", instanceClass: "db.r5.xlarge" },
      // This replica is a copy of the data on another continent. Clients cannot connect to it, because its network is
      // isolated.
      { name: "europe", region: "eu-west-1", instanceClass: "db.r5.xlarge" },
    ],
  },
  tables: { agentMetrics: { read: { min: 100, max: 400 }, write: { min: 50, max: 200 } } },
  caches: {
    session: { nodeType: "cache.r6g.large", nodes: 3 },
    application: { nodeType: "cache.r6g.xlarge", nodes: 2 },
    cluster: { nodeType: "cache.r6g.large", shards: 3, replicasPerShard: 1 },
    snapshotRetentionDays: 5,
  },
  storage: {
    fileSystemThroughputMebibytes: 100,
    // The design requires these volumes. No instance attaches them, because the database is on RDS.
    volumeGibibytes: { database: 1000, logs: 500 },
    copyRegion: "us-west-2",
  },

  loadBalancers: {
    microservicesPort: 8080,
    testCidrs: owner.testCidrs,
    agents: "containers",
  },
  compute: {
    web: { instanceType: "t3.medium", min: 3, max: 12, imageTag: "v1.0.0" },
    api: { instanceType: "c5.large", min: 3, max: 12, imageTag: "v1.0.0" },
    worker: {
      instanceType: "m5.xlarge",
      min: 2,
      max: 10,
      imageTag: "v1.0.0",
      spotPercentage: 70,
      spotTypes: ["m5a.xlarge", "m6i.xlarge", "m6a.xlarge"],
    },
  },
  containers: {
    agentOrchestration: {
      cpu: 1024,
      memoryMebibytes: 2048,
      desired: 3,
      max: 10,
      imageTag: "v1.0.0",
      scaleOutCooldownSeconds: 300,
      scaleInCooldownSeconds: 300,
    },
    userManagement: { cpu: 512, memoryMebibytes: 1024, desired: 2, max: 5, imageTag: "v1.0.0" },
    // These tasks have the vCPUs of 12 of the cluster's 50 pods; raise `max` before a long failover.
    standbyApi: { cpu: 512, memoryMebibytes: 1024, max: 12 },
    batch: { schedule: "cron(0 2 * * ? *)", cpu: 1024, memoryMebibytes: 2048, imageTag: "v1.0.0" },
  },
  kubernetes: {
    version: "1.35",
    adminCidrs: owner.adminCidrs,
    administrators: owner.administrators,
    runner: { connectionArn: own.githubConnectionArn },
    dockerHubSecretArn: own.dockerHubSecretArn,
    operator: owner.operator,
    generalPurpose: { instanceTypes: ["t3.large", "t3.xlarge"], min: 2, desired: 6, max: 20 },
    computeOptimized: { instanceTypes: ["c5.large", "c5.xlarge"], min: 0, desired: 0, max: 10 },
  },
  workloads: {
    agentOrchestration: { imageTag: "v1.0.0", min: 3, max: 10 },
    api: {
      imageTag: "v1.0.0",
      min: 3,
      max: 50,
      canary: { imageTag: "v2.0.0", min: 1, max: 10, percent: 10 },
    },
  },
  observability: {
    logs: { nodes: 3, heapGibibytes: 2, storageGibibytes: 100, replicas: 2 },
    monitoring: { retentionDays: 30, storageGibibytes: 100 },
  },
  cloudflare: {
    accountId: owner.cloudflareAccountId,
    zone: "dafnckmachine.com",
    plan: "free",
    delegations: {
      "staging.dafnckmachine.com": valuesOf(owner, "staging").nameServers,
      "development.dafnckmachine.com": valuesOf(owner, "development").nameServers,
    },
  },
  functions: { analysisIntervalHours: 1, notificationEmails: owner.alertEmails },

  google: {
    project: own.googleProject,
    region: "us-central1",
    // Request these quotas before the first apply, because those of a new project are too low for a failover.
    quotas: {
      cpus: 72,
      c2Cpus: 52,
      ssdGigabytes: 1600,
      diskGigabytes: 500,
      globalStaticAddresses: 4,
      firewalls: 50,
      routes: 50,
    },
    // No VPC in AWS uses 10.20.0.0/16.
    network: {
      subnets: {
        instances: { cidr: "10.20.0.0/20" },
        cluster: { cidr: "10.20.16.0/20", podsCidr: "10.20.128.0/17", servicesCidr: "10.20.32.0/20" },
      },
      servicesCidr: "10.20.64.0/20",
      flowLogRetentionDays: 365,
    },
    adminCidrs: owner.adminCidrs,
    monitoring: {
      severities: ["critical", "warning", "informational"],
      dashboard: true,
      uptimeChecks: {
        web: { host: "app.dafnckmachine.com", path: "/health" },
        api: { host: "api.dafnckmachine.com", path: "/health" },
      },
    },
    budget: {
      billingAccount: own.googleBillingAccount,
      limitUsd: 4000,
      alerts: [{ percent: 80 }, { percent: 100 }, { percent: 120, forecast: true }],
    },
    kubernetes: {
      subnet: "cluster",
      zones: ["us-central1-a", "us-central1-b", "us-central1-c"],
      controlPlaneCidr: "10.20.48.0/28",
      namedEndpoint: true,
      nodePools: {
        general: { machineType: "e2-standard-4", diskGibibytes: 100, diskType: "pd-ssd", min: 1, max: 3 },
        // The pool is limited to these zones, because nodes in all zones would need 72 C2 CPUs.
        compute: {
          machineType: "c2-standard-8",
          diskGibibytes: 100,
          diskType: "pd-standard",
          min: 3,
          max: 3,
          zones: ["us-central1-a"],
        },
      },
    },
    database: {
      version: "POSTGRES_15",
      tier: "db-custom-4-16384",
      storageGibibytes: 1000,
      maxStorageGibibytes: 2000,
      highAvailability: true,
      retainedBackups: 30,
    },
    compute: {
      zones: ["us-central1-a", "us-central1-b", "us-central1-c"],
      web: {
        machineType: "e2-medium",
        diskGibibytes: 20,
        size: 3,
        min: 2,
        max: 10,
        cpuUtilization: 0.7,
        imageTag: "v1.0.0",
      },
      api: { machineType: "c2-standard-4", diskGibibytes: 50, size: 2, imageTag: "v1.0.0" },
    },
  },
};
