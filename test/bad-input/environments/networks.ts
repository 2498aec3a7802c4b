/** Networks, availability zones, regions and addresses. */
import { type EnvironmentCase, rename, rezone } from "./case";

export const NETWORKS: readonly EnvironmentCase[] = [
  [
    "a CIDR block that is none",
    {
      "freeagentics development": (d) => {
        d.network.subnets.private.cidrs["us-east-1a"] = "10.1.300.0/24";
      },
    },
    [
      'environments/freeagentics/development.ts: network.subnets.private.cidrs.us-east-1a: must be an IPv4 CIDR block such as 10.0.0.0/16, got "10.1.300.0/24"; its numbers are 0 to 255, and its prefix 0 to 32',
    ],
  ],
  [
    "host bits in a CIDR block",
    {
      "freeagentics development": (d) => {
        d.network.subnets.private.cidrs["us-east-1a"] = "10.1.10.7/24";
      },
    },
    [
      'environments/freeagentics/development.ts: network.subnets.private.cidrs.us-east-1a: must have no host bits set, got "10.1.10.7/24"; did you mean 10.1.10.0/24?',
    ],
  ],
  [
    "overlapping subnets",
    {
      "freeagentics development": (d) => {
        d.network.subnets.private.cidrs["us-east-1b"] = "10.1.10.0/24";
      },
    },
    [
      'environments/freeagentics/development.ts: network.subnets.private.cidrs.us-east-1b: must not overlap subnets.private.cidrs.us-east-1a (10.1.10.0/24), got "10.1.10.0/24"; take a free block',
    ],
  ],
  [
    "a subnet outside the VPC",
    {
      "freeagentics development": (d) => {
        d.network.subnets.private.cidrs["us-east-1b"] = "10.9.11.0/24";
      },
    },
    [
      'environments/freeagentics/development.ts: network.subnets.private.cidrs.us-east-1b: must lie inside the VPC\'s 10.1.0.0/16, got "10.9.11.0/24"; take a block of it',
    ],
  ],
  [
    "overlapping VPCs of two regions",
    {
      "dafnckmachine production": (d) => {
        d.secondaryRegions["us-west-2"].network.cidr = "10.0.0.0/16";
      },
    },
    [
      'environments/dafnckmachine/production.ts: secondaryRegions.us-west-2.network.cidr: must hold its subnets (10.10.1.0/24, 10.10.2.0/24, 10.10.3.0/24, 10.10.11.0/24, 10.10.12.0/24, 10.10.13.0/24, 10.10.21.0/24, 10.10.22.0/24, 10.10.23.0/24), got "10.0.0.0/16"; widen it, or move them',
    ],
  ],
  [
    "an availability zone of another region",
    {
      "freeagentics development": (d) => {
        rezone(d.network, "us-east-1b", "us-west-2a");
      },
    },
    [
      'environments/freeagentics/development.ts: network.availabilityZones: must be in us-east-1, got "us-west-2a"; those are us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f',
    ],
  ],
  [
    "an availability zone that does not exist",
    {
      "freeagentics development": (d) => {
        rezone(d.network, "us-east-1b", "us-east-1z");
      },
    },
    [
      'environments/freeagentics/development.ts: network.availabilityZones.1: must be an availability zone of us-east-1, got "us-east-1z"; those are us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f',
    ],
  ],
  [
    "a typo in the availability zone of a subnet",
    {
      "freeagentics development": (d) => {
        rename(d.network.subnets.private.cidrs, "us-east-1b", "us-east-1bb");
      },
    },
    [
      'environments/freeagentics/development.ts: network.subnets.private.cidrs.us-east-1bb: must be one of availabilityZones (us-east-1a, us-east-1b), got "us-east-1bb"; did you mean us-east-1b?',
    ],
  ],
  [
    "a typo in the region",
    {
      "freeagentics development": (d) => {
        d.account.region = "us-esat-1";
      },
    },
    [
      'environments/freeagentics/development.ts: account.region: must be a region of AWS, got "us-esat-1"; did you mean us-east-1?',
    ],
  ],
  [
    "a malformed region",
    {
      "freeagentics development": (d) => {
        d.account.region = "useast1";
      },
    },
    [
      'environments/freeagentics/development.ts: account.region: must be a region of AWS, got "useast1"; did you mean us-east-1?',
    ],
  ],
  [
    "a group of databases in one availability zone",
    {
      "freeagentics development": (d) => {
        delete d.network.subnets.database.cidrs["us-east-1b"];
      },
    },
    [
      'environments/freeagentics/development.ts: network.subnets.database.cidrs: must be in at least two availability zones, as databases and load balancers require, got "us-east-1a"; add a block',
    ],
  ],
  [
    "a network without the private group",
    {
      "freeagentics development": (d) => {
        rename(d.network.subnets, "private", "privat");
      },
    },
    [
      'environments/freeagentics/development.ts: network.subnets: must have a group named private, got ["public","database","privat"]; rename privat to private',
    ],
  ],
  [
    "a bastion outside its subnet",
    {
      "freeagentics development": (d) => {
        d.access.bastionIp = "10.1.2.10";
      },
    },
    [
      'environments/freeagentics/development.ts: access.bastionIp: must lie in the first public subnet, 10.1.1.0/24, got "10.1.2.10"; take an address of it',
    ],
  ],
  [
    "a bastion on an address that AWS reserves",
    {
      "freeagentics development": (d) => {
        d.access.bastionIp = "10.1.1.2";
      },
    },
    [
      'environments/freeagentics/development.ts: access.bastionIp: must be 10.1.1.4 to 10.1.1.254, as AWS keeps the first four addresses of 10.1.1.0/24 and the last, got "10.1.1.2"; take another',
    ],
  ],
];
