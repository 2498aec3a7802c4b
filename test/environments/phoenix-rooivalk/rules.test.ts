import { expect, test } from "vitest";
import { development } from "../../../environments/phoenix-rooivalk/development";
import { production } from "../../../environments/phoenix-rooivalk/production";
import { phoenixRooivalkSchema } from "../../../environments/phoenix-rooivalk/rules";
import { checkEnvironment } from "../../../environments/schema/check";

const FILE = "environments/phoenix-rooivalk/production.ts";

/** Faults of production after `change` has spoiled it. */
function faults(change: (data: typeof production) => void): string[] {
  const data = structuredClone(production);
  change(data);
  const result = checkEnvironment(phoenixRooivalkSchema, { file: FILE, data });
  return "faults" in result ? result.faults : [];
}

const SPOILED: [string, (data: typeof production) => void, string][] = [
  [
    "pools that leave nobody else a connection",
    (data) => (data.workloads.pooler.poolSize = 750),
    "workloads.pooler.poolSize: must leave room in database.maxConnections (3000) for one replica more, 3000 in all, got 750",
  ],
  [
    "a management VPC that a peering could not tell from the other",
    (data) => (data.management.network.cidr = "10.0.0.0/16"),
    'management.network.cidr: must not overlap network.cidr (10.0.0.0/16), got "10.0.0.0/16"',
  ],
  [
    "a management VPC on the addresses of the standby's",
    (data) => (data.management.network.cidr = "10.10.0.0/16"),
    'management.network.cidr: must not overlap secondaryRegions.us-west-2.network.cidr (10.10.0.0/16), got "10.10.0.0/16"',
  ],
  [
    "the whole world as administrators of the bastion",
    (data) => (data.management.adminCidrs = ["0.0.0.0/0"]),
    'management.adminCidrs.0: must name the networks of administrators, never the whole world; give a /8 or narrower, got "0.0.0.0/0"',
  ],
  [
    "a country by its name",
    (data) => (data.security.blockedCountries = ["Korea"]),
    'security.blockedCountries.0: must be two capital letters, such as KP, got "Korea"',
  ],
  [
    "a replica in a zone the network has not",
    (data) => (data.database.replicas[0]!.zone = "us-east-1f"),
    'database.replicas.0.zone: must be a zone of the network there (us-east-1a, us-east-1b, us-east-1c), got "us-east-1f"',
  ],
  [
    "replicas that are lost together",
    (data) => (data.database.replicas[1]!.zone = "us-east-1a"),
    'database.replicas.1.zone: must be another than the other replicas\', got "us-east-1a"',
  ],
  [
    "production without a standby database",
    (data) => (data.database.multiAz = false),
    "database.multiAz: must be true in production, got false",
  ],
  [
    "a standby without data",
    (data) => data.database.replicas.pop(),
    'recovery.region: must be a region with a replica of the database, got "us-west-2"',
  ],
  [
    "a forecast of another mode",
    (data) => Object.assign(data.scaling, { predictive: "Forecast" }),
    'scaling.predictive: must be "ForecastOnly" or "ForecastAndScale", got "Forecast"; did you mean "ForecastOnly"?',
  ],
];

test.each(SPOILED)("fails on %s", (_name, change, message) => {
  expect(faults(change)).toContain(`${FILE}: ${message}`);
});

test("accepts the environments as they are", () => {
  expect(faults(() => {})).toEqual([]);
  expect(checkEnvironment(phoenixRooivalkSchema, { file: "development.ts", data: development })).toHaveProperty(
    "value",
  );
});
