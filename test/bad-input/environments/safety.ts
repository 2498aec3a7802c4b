/** Rules of production, networks of administrators, and standbys. */
import type { EnvironmentCase } from "./case";

export const SAFETY: readonly EnvironmentCase[] = [
  [
    "the world as a network of administrators",
    {
      "freeagentics development": (d) => {
        d.access.adminCidrs = ["0.0.0.0/0"];
      },
    },
    [
      'environments/freeagentics/development.ts: access.adminCidrs.0: must name the networks of administrators, never the whole internet, got "0.0.0.0/0"; give a /8 or narrower',
    ],
  ],
  [
    "production without deletion protection",
    {
      "freeagentics production": (d) => {
        d.deletionProtection = false;
      },
    },
    ["environments/freeagentics/production.ts: deletionProtection: must be true in production, got false; write true"],
  ],
  [
    "production in one availability zone",
    {
      "freeagentics production": (d) => {
        d.database.multiAz = false;
      },
    },
    ["environments/freeagentics/production.ts: database.multiAz: must be true in production, got false; write true"],
  ],
  [
    "a replica in a region without a network",
    {
      "dafnckmachine production": (d) => {
        d.database.replicas[1].region = "eu-central-1";
      },
    },
    [
      'environments/dafnckmachine/production.ts: database.replicas.1.region: must be the primary region or one of secondaryRegions (us-west-2, eu-west-1), got "eu-central-1"; take one of these, or add the region there',
    ],
  ],
  [
    "the name of a replica twice",
    {
      "dafnckmachine production": (d) => {
        d.database.replicas[1].name = "west";
      },
    },
    [
      'environments/dafnckmachine/production.ts: database.replicas.1.name: must be unique among the replicas, got "west"; rename one',
    ],
  ],
  [
    "a standby in an unknown region",
    {
      "dafnckmachine production": (d) => {
        d.recovery.region = "us-west-1";
      },
    },
    [
      'environments/dafnckmachine/production.ts: recovery.region: must be one of secondaryRegions (us-west-2, eu-west-1), got "us-west-1"; take one of these, or add the region there',
    ],
  ],
];
