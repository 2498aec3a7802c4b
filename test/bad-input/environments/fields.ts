/** Fields that are missing, unknown or of another type. */
import { type EnvironmentCase, rename } from "./case";

export const FIELDS: readonly EnvironmentCase[] = [
  [
    "a missing field",
    {
      "freeagentics development": (d) => {
        delete d.domain;
      },
    },
    ["environments/freeagentics/development.ts: domain: is missing and has no default; add a string"],
  ],
  [
    "a missing block",
    {
      "freeagentics development": (d) => {
        delete d.compute;
      },
    },
    [
      "environments/freeagentics/development.ts: compute: is missing and has no default; add an object of instanceType, min, desired, max, imageTag, volumeGibibytes, requestsPerSecond, forecast, schedules, workers",
    ],
  ],
  [
    "a typo in the name of a field",
    {
      "freeagentics development": (d) => {
        rename(d.database, "multiAz", "multiAZ");
      },
    },
    [
      "environments/freeagentics/development.ts: database.multiAz: is missing and has no default; add a boolean",
      "environments/freeagentics/development.ts: database.multiAZ: is not a known field; did you mean multiAz?",
    ],
  ],
  [
    "text in place of a number",
    {
      "freeagentics development": (d) => {
        d.compute.min = "1";
      },
    },
    ['environments/freeagentics/development.ts: compute.min: must be a whole number, got "1"; write it without quotes'],
  ],
  [
    "an account id as a number",
    {
      "freeagentics development": (d) => {
        d.account.id = 666666666666;
      },
    },
    ["environments/freeagentics/development.ts: account.id: must be a string, got 666666666666; write it in quotes"],
  ],
  [
    "a fraction as a size",
    {
      "freeagentics development": (d) => {
        d.database.allocatedGibibytes = 50.5;
      },
    },
    [
      "environments/freeagentics/development.ts: database.allocatedGibibytes: must be a whole number, got 50.5; round it",
    ],
  ],
  [
    "NaN as a size",
    {
      "freeagentics development": (d) => {
        d.database.allocatedGibibytes = Number.NaN;
      },
    },
    [
      "environments/freeagentics/development.ts: database.allocatedGibibytes: must be a number, got NaN; a calculation before it has gone wrong",
    ],
  ],
  [
    "null in place of an environment",
    { "freeagentics development": () => null },
    ["environments/freeagentics/development.ts: (the file): must be an object, got null; write its fields in braces"],
  ],
  [
    "a negative size",
    {
      "freeagentics development": (d) => {
        d.compute.volumeGibibytes.root = -30;
      },
    },
    ["environments/freeagentics/development.ts: compute.volumeGibibytes.root: must be at least 1, got -30; raise it"],
  ],
  [
    "a quota that does not exist",
    {
      "freeagentics development": (d) => {
        d.account.quotas = { elasticIPs: 10 };
      },
    },
    [
      "environments/freeagentics/development.ts: account.quotas.elasticIPs: is not a known field; did you mean elasticIps?",
    ],
  ],
  [
    "a typo in the name of a backend",
    {
      "freeagentics development": (d) => {
        d.state.backend = "s4";
      },
    },
    ['environments/freeagentics/development.ts: state.backend: must be "s3" or "hcp", got "s4"; take one of these'],
  ],
  [
    "a space after a domain",
    {
      "freeagentics development": (d) => {
        d.domain = "aws.development.freeagentics.com ";
      },
    },
    [
      'environments/freeagentics/development.ts: domain: must be a lower-case domain name, got "aws.development.freeagentics.com "; did you mean aws.development.freeagentics.com?',
    ],
  ],
  [
    "a label with a dot",
    {
      "freeagentics development": (d) => {
        d.cdnLabel = "cdn.x";
      },
    },
    [
      'environments/freeagentics/development.ts: cdnLabel: must be lower-case words joined by single hyphens, got "cdn.x"; did you mean cdn-x?',
    ],
  ],
  [
    "a mail address without @",
    {
      "freeagentics development": (d) => {
        d.alerts.emails = ["oncall.freeagentics.com"];
      },
    },
    [
      'environments/freeagentics/development.ts: alerts.emails.0: must be a mail address, got "oncall.freeagentics.com"; write NAME@DOMAIN',
    ],
  ],
  [
    "the URL of a repository in place of its name",
    {
      "freeagentics development": (d) => {
        d.delivery.repository = "https://github.com/example/infrastructure";
      },
    },
    [
      'environments/freeagentics/development.ts: delivery.repository: must be owner/name of a GitHub repository, got "https://github.com/example/infrastructure"; leave out the rest of its URL',
    ],
  ],
  [
    "faults in several files",
    {
      "freeagentics development": (d) => {
        d.compute.imageTag = "latest";
      },
      "lp production": (d) => {
        d.cache.nodes = 1;
      },
    },
    [
      'environments/freeagentics/development.ts: compute.imageTag: must be a version or digest, not latest, got "latest"; write that of the image to run',
      "environments/lp/production.ts: cache.nodes: must be at least 2 in production, got 1; raise it",
    ],
  ],
];
