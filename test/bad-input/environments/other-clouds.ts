/** Cloudflare and Google Cloud. */
import type { EnvironmentCase } from "./case";

export const OTHER_CLOUDS: readonly EnvironmentCase[] = [
  [
    "a plan of Cloudflare without a feature that is used",
    {
      "lp production": (d) => {
        d.cloudflare.plan = "free";
      },
    },
    [
      'environments/lp/production.ts: cloudflare.plan: must be a paid plan, as the managed WAF rules require, got "free"; write "pro" or a higher one',
    ],
  ],
  [
    "a plan of Cloudflare that does not exist",
    {
      "lp production": (d) => {
        d.cloudflare.plan = "gold";
      },
    },
    [
      'environments/lp/production.ts: cloudflare.plan: must be "free" or "pro" or "business" or "enterprise", got "gold"; take one of these',
    ],
  ],
  [
    "a domain outside the zone of Cloudflare",
    {
      "lp production": (d) => {
        d.domain = "aws.example.net";
      },
    },
    [
      'environments/lp/production.ts: domain: must be a subdomain of cloudflare.zone, such as aws.lp-system.com, got "aws.example.net"; move it there, or correct cloudflare.zone',
    ],
  ],
  [
    "a worker's route of another zone",
    {
      "lp production": (d) => {
        d.cloudflare.workerRoutes = ["api.other.com/*"];
      },
    },
    [
      'environments/lp/production.ts: cloudflare.workerRoutes.0: must be of the zone lp-system.com, got "api.other.com/*"; write a host of it before the path',
    ],
  ],
  [
    "a malformed account id of Cloudflare",
    {
      "lp production": (d) => {
        d.cloudflare.accountId = "023e105f";
      },
    },
    [
      'environments/lp/production.ts: cloudflare.accountId: must be the 32 hexadecimal digits of a Cloudflare account id, got "023e105f"; the URL of the dashboard has them',
    ],
  ],
  [
    "a control plane of GKE in the block of its nodes",
    {
      "dafnckmachine production": (d) => {
        d.google.kubernetes.controlPlaneCidr = "10.20.16.0/28";
      },
    },
    [
      'environments/dafnckmachine/production.ts: google.network.subnets.cluster.cidr: must not overlap google.kubernetes.controlPlaneCidr (10.20.16.0/28), got "10.20.16.0/20"; take a free block',
    ],
  ],
  [
    "a control plane of GKE that is too large",
    {
      "dafnckmachine production": (d) => {
        d.google.kubernetes.controlPlaneCidr = "10.20.48.0/24";
      },
    },
    [
      'environments/dafnckmachine/production.ts: google.kubernetes.controlPlaneCidr: must be a /28, got "10.20.48.0/24"; write /28 after the address',
    ],
  ],
  [
    "a zone of GKE in another region",
    {
      "dafnckmachine production": (d) => {
        d.google.kubernetes.zones[0] = "europe-west1-b";
      },
    },
    [
      'environments/dafnckmachine/production.ts: google.kubernetes.zones.0: must be a zone of us-central1, got "europe-west1-b"; take another, or move the region',
      'environments/dafnckmachine/production.ts: google.kubernetes.nodePools.compute.zones: must be zones of the cluster (europe-west1-b, us-central1-b, us-central1-c), got "us-central1-a"; take one of these, or add it there',
    ],
  ],
  [
    "too few addresses for the pods of GKE",
    {
      "dafnckmachine production": (d) => {
        d.google.network.subnets.cluster.podsCidr = "10.20.128.0/22";
      },
    },
    [
      'environments/dafnckmachine/production.ts: google.network.subnets.cluster.podsCidr: must have a /24 for each of at most 14 nodes, upgrades included, got "10.20.128.0/22"; widen it, or lower max of a pool',
    ],
  ],
];
