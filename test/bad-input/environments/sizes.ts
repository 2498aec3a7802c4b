/** Sizes, numbers and schedules. */
import type { EnvironmentCase } from "./case";

export const SIZES: readonly EnvironmentCase[] = [
  [
    "a minimum above the maximum",
    {
      "freeagentics development": (d) => {
        d.compute.min = 5;
      },
    },
    ["environments/freeagentics/development.ts: compute.min: must be at most max (2), got 5; lower it, or raise max"],
  ],
  [
    "a minimum of a tier above its maximum",
    {
      "dafnckmachine production": (d) => {
        d.compute.web.min = 13;
      },
    },
    [
      "environments/dafnckmachine/production.ts: compute.web.min: must be at most max (12), got 13; lower it, or raise max",
    ],
  ],
  [
    "a limit of storage below the storage",
    {
      "freeagentics development": (d) => {
        d.database.maxAllocatedGibibytes = 40;
      },
    },
    ["environments/freeagentics/development.ts: database.maxAllocatedGibibytes: must be at least 55, got 40; raise it"],
  ],
  [
    "a minimum of nodes above the maximum",
    {
      "dafnckmachine production": (d) => {
        d.kubernetes.generalPurpose.min = 30;
      },
    },
    [
      "environments/dafnckmachine/production.ts: kubernetes.generalPurpose.min: must be at most max (20), got 30; lower it, or raise max",
    ],
  ],
  [
    "more nodes than the maximum",
    {
      "dafnckmachine production": (d) => {
        d.kubernetes.generalPurpose.desired = 60;
      },
    },
    [
      "environments/dafnckmachine/production.ts: kubernetes.generalPurpose.desired: must be from min (2) to max (20), got 60; change one of them",
    ],
  ],
  [
    "170 percent of spot instances",
    {
      "dafnckmachine production": (d) => {
        d.compute.worker.spotPercentage = 170;
      },
    },
    ["environments/dafnckmachine/production.ts: compute.worker.spotPercentage: must be at most 100, got 170; lower it"],
  ],
  [
    "a capacity of a table whose minimum is above its maximum",
    {
      "dafnckmachine production": (d) => {
        d.tables.agentMetrics.read.min = 500;
      },
    },
    [
      "environments/dafnckmachine/production.ts: tables.agentMetrics.read.min: must be at most max (400), got 500; lower it, or raise max",
    ],
  ],
  [
    "two nodes of Elasticsearch",
    {
      "dafnckmachine production": (d) => {
        d.observability.logs.nodes = 2;
      },
    },
    [
      "environments/dafnckmachine/production.ts: observability.logs.nodes: must be 1 or at least 3, because two nodes cannot elect a master when one fails, got 2; take one or three",
    ],
  ],
  [
    "too little storage of a database",
    {
      "dafnckmachine production": (d) => {
        d.database.allocatedGibibytes = 10;
      },
    },
    [
      "environments/dafnckmachine/production.ts: database.allocatedGibibytes: must be at least 20 GiB, got 10; raise it",
    ],
  ],
  [
    "six replicas",
    {
      "dafnckmachine production": (d) => {
        d.database.replicas = [..."abcdef"].map((name) => ({ ...d.database.replicas[0], name }));
      },
    },
    [
      'environments/dafnckmachine/production.ts: database.replicas: must be at most 5 replicas, got [{"name":"a","region":"us-west-2","instanceClass":"db.r5.xlarge"},{"name":"b"...; leave some out',
    ],
  ],
  [
    "a deletion window of a key that is too short",
    {
      "freeagentics development": (d) => {
        d.security.keyDeletionWindowDays = 5;
      },
    },
    ["environments/freeagentics/development.ts: security.keyDeletionWindowDays: must be at least 7, got 5; raise it"],
  ],
  [
    "cron(nonsense)",
    {
      "freeagentics development": (d) => {
        d.backups.database.schedule = "cron(nonsense)";
      },
    },
    [
      'environments/freeagentics/development.ts: backups.database.schedule: must have six fields in cron(...): minutes, hours, day of the month, month, day of the week, year, got "cron(nonsense)"; write it like cron(0 2 * * ? *)',
    ],
  ],
  [
    "a crontab's five fields in cron()",
    {
      "freeagentics development": (d) => {
        d.backups.database.schedule = "cron(0 2 * * *)";
      },
    },
    [
      'environments/freeagentics/development.ts: backups.database.schedule: must have six fields in cron(...): minutes, hours, day of the month, month, day of the week, year, got "cron(0 2 * * *)"; write cron(0 2 * * ? *)',
    ],
  ],
  [
    "a rate of an unknown unit",
    {
      "freeagentics development": (d) => {
        d.backups.database.schedule = "rate(5 foo)";
      },
    },
    [
      'environments/freeagentics/development.ts: backups.database.schedule: must be rate(<number> <unit>) with a unit of minutes, hours or days, got "rate(5 foo)"; write it as rate(5 minutes)',
    ],
  ],
  [
    "a crontab as a schedule",
    {
      "freeagentics development": (d) => {
        d.backups.database.schedule = "0 2 * * *";
      },
    },
    [
      'environments/freeagentics/development.ts: backups.database.schedule: must be an EventBridge expression such as rate(1 hour) or cron(0 2 * * ? *), got "0 2 * * *"; write cron(0 2 * * ? *)',
    ],
  ],
];
