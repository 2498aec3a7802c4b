import { expect, test } from "vitest";
import { development } from "../../../environments/phoenix-rooivalk/development";
import { phoenixRooivalkSchema } from "../../../environments/phoenix-rooivalk/rules";
import type { PhoenixRooivalkFile } from "../../../environments/phoenix-rooivalk/schema";
import { checkEnvironment } from "../../../environments/schema/check";
import { faultsOfProduction, type Mistake, readdress } from "../../support/environment-faults";

const faults = faultsOfProduction.phoenixRooivalk;

const MISTAKES: Mistake<PhoenixRooivalkFile>[] = [
  [
    "connection pools take every connection of the database",
    (data) => (data.workloads.pooler.poolSize = 750),
    "workloads.pooler.poolSize: must leave room in database.maxConnections (3000) for one replica more, 3000 in all, got 750",
  ],
  [
    "the management VPC overlaps the VPC it is peered with",
    (data) => readdress(data.management.network, "10.1.", "10.0."),
    'management.network.cidr: must not overlap network.cidr (10.0.0.0/16), got "10.0.0.0/16"',
  ],
  [
    "the management VPC overlaps the standby's VPC",
    (data) => readdress(data.management.network, "10.1.", "10.10."),
    'management.network.cidr: must not overlap secondaryRegions.us-west-2.network.cidr (10.10.0.0/16), got "10.10.0.0/16"',
  ],
  [
    "an admin network of the bastion is the whole internet",
    (data) => (data.management.adminCidrs = ["0.0.0.0/0"]),
    'management.adminCidrs.0: must name the networks of administrators, never the whole internet, got "0.0.0.0/0"; give a /8 or narrower',
  ],
  [
    "a delegation is outside the domain",
    (data) => (data.delegations = { "shop.example.com": ["ns-1.example.net", "ns-2.example.net"] }),
    'delegations.shop.example.com: must be a subdomain of domain, such as aws.phoenix-rooivalk.example.com, got "shop.example.com"; move it there, or correct domain',
  ],
  [
    "a delegation names one name server",
    (data) => (data.delegations = { "development.phoenix-rooivalk.example.com": ["ns-1.example.net"] }),
    'delegations.development.phoenix-rooivalk.example.com: must name at least two name servers, or none yet, got ["ns-1.example.net"]',
  ],
  [
    "a blocked country is not two letters",
    (data) => (data.security.blockedCountries = ["Korea"]),
    'security.blockedCountries.0: must be two capital letters, such as KP, got "Korea"',
  ],
  [
    "a replica is in an availability zone that the network does not list",
    (data) => (data.database.replicas[0]!.availabilityZone = "us-east-1f"),
    'database.replicas.0.availabilityZone: must be one of the network\'s availability zones (us-east-1a, us-east-1b, us-east-1c), got "us-east-1f"',
  ],
  [
    "two replicas are in one availability zone",
    (data) => (data.database.replicas[1]!.availabilityZone = "us-east-1a"),
    'database.replicas.1.availabilityZone: must differ from the availability zone of replica read-a, got "us-east-1a"',
  ],
  [
    "production has no standby of the database",
    (data) => (data.database.multiAz = false),
    "database.multiAz: must be true in production, got false; write true",
  ],
  [
    "the standby's region has no replica",
    (data) => data.database.replicas.pop(),
    'recovery.region: must be a region with a replica of the database, got "us-west-2"',
  ],
  [
    "the mode of forecasts is misspelt",
    (data) => Object.assign(data.scaling, { predictive: "Forecast" }),
    'scaling.predictive: must be "ForecastOnly" or "ForecastAndScale", got "Forecast"; did you mean "ForecastOnly"?',
  ],
];

test.each(MISTAKES)("fails when %s", (_name, change, fault) => {
  expect(faults(change)).toEqual([fault]);
});

test("accepts production and development", () => {
  expect(faults(() => {})).toEqual([]);
  expect(checkEnvironment(phoenixRooivalkSchema, { file: "development.ts", data: development })).toHaveProperty(
    "value",
  );
});
