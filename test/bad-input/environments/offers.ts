/** Types, versions and images that the clouds do not offer. */
import type { EnvironmentCase } from "./case";

export const OFFERS: readonly EnvironmentCase[] = [
  [
    "a database class that does not exist",
    {
      "freeagentics development": (d) => {
        d.database.instanceClass = "db.t9.gigantic";
      },
    },
    [
      'environments/freeagentics/development.ts: database.instanceClass: must be a class of PostgreSQL on RDS, got "db.t9.gigantic"; families are in modules/aws/tables/instance-classes.ts; add a newer one there',
    ],
  ],
  [
    "an instance type that does not exist",
    {
      "freeagentics development": (d) => {
        d.compute.instanceType = "t3.medum";
      },
    },
    [
      'environments/freeagentics/development.ts: compute.instanceType: must be an instance type of EC2, got "t3.medum"; did you mean t3.medium?',
    ],
  ],
  [
    "a version of PostgreSQL that is none",
    {
      "freeagentics development": (d) => {
        d.database.engineVersion = "16beta";
      },
    },
    [
      'environments/freeagentics/development.ts: database.engineVersion: must be a PostgreSQL version such as 15, got "16beta"; write the major version, or the major and the minor one',
    ],
  ],
  [
    "a version of PostgreSQL that does not exist",
    {
      "freeagentics development": (d) => {
        d.database.engineVersion = "99";
      },
    },
    [
      'environments/freeagentics/development.ts: database.engineVersion: must be a version of PostgreSQL on RDS, 13, 14, 15, 16, 17, 18, got "99"; add a newer one to modules/aws/tables/postgres-versions.ts',
    ],
  ],
  [
    "a cache's type without its prefix",
    {
      "freeagentics development": (d) => {
        d.cache.nodeType = "t4g.small";
      },
    },
    [
      'environments/freeagentics/development.ts: cache.nodeType: must be a node type of ElastiCache, got "t4g.small"; families are in modules/aws/tables/instance-classes.ts; add a newer one there',
    ],
  ],
  [
    "memory that Fargate does not offer with the CPU",
    {
      "freeagentics development": (d) => {
        d.backups.database.memoryMebibytes = 9000;
      },
    },
    [
      "environments/freeagentics/development.ts: backups.database.memoryMebibytes: must be 1024 to 4096 in steps of 1024 with a cpu of 512, got 9000; more memory needs more cpu",
    ],
  ],
  [
    "the image tag latest",
    {
      "freeagentics development": (d) => {
        d.compute.imageTag = "latest";
      },
    },
    [
      'environments/freeagentics/development.ts: compute.imageTag: must be a version or digest, not latest, got "latest"; write that of the image to run',
    ],
  ],
  [
    "a retention that CloudWatch Logs does not offer",
    {
      "freeagentics development": (d) => {
        d.security.logRetentionDays = 45;
      },
    },
    [
      "environments/freeagentics/development.ts: security.logRetentionDays: must be a retention CloudWatch Logs offers, such as 30, 90 or 365 days, got 45; take the next longer one",
    ],
  ],
  [
    "a machine type that does not exist",
    {
      "dafnckmachine production": (d) => {
        d.google.kubernetes.nodePools.general.machineType = "e2-standard-4000";
      },
    },
    [
      'environments/dafnckmachine/production.ts: google.kubernetes.nodePools.general.machineType: must be a machine type of Compute Engine, got "e2-standard-4000"; did you mean e2-standard-4?',
    ],
  ],
  [
    "latest as the version of EKS",
    {
      "dafnckmachine production": (d) => {
        d.kubernetes.version = "latest";
      },
    },
    [
      'environments/dafnckmachine/production.ts: kubernetes.version: must be 1.34 or 1.35 or 1.36, got "latest"; take one of these, or add a newer one to modules/aws/tables/eks-versions.ts',
    ],
  ],
  [
    "a version of EKS that does not exist",
    {
      "dafnckmachine production": (d) => {
        d.kubernetes.version = "1.99";
      },
    },
    [
      'environments/dafnckmachine/production.ts: kubernetes.version: must be 1.34 or 1.35 or 1.36, got "1.99"; take one of these, or add a newer one to modules/aws/tables/eks-versions.ts',
    ],
  ],
];
