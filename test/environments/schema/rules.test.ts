/** Rules between fields run on data in which any field may have a wrong type. */
import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { faultsOfProduction } from "../../support/environment-faults";

test.each<[keyof typeof faultsOfProduction, (data: Json) => unknown, string]>([
  [
    "dafnckmachine",
    ({ google }) => Object.assign(google.kubernetes, { zones: "us-central1-a" }),
    'google.kubernetes.zones: must be an array, got "us-central1-a"; write a list in brackets',
  ],
  [
    "freeagentics",
    ({ proxies }) => Object.assign(proxies, { webServers: "10.0.10.21" }),
    'proxies.webServers: must be an array, got "10.0.10.21"; write a list in brackets',
  ],
  [
    "freeagentics",
    ({ proxies }) => Object.assign(proxies.webServers, { 1: null }),
    "proxies.webServers.1: must be an IPv4 address such as 10.0.10.10, got null",
  ],
  [
    "lp",
    (data) => Object.assign(data, { deletionProtection: "yes" }),
    'deletionProtection: must be a boolean, got "yes"; write true or false',
  ],
  [
    "phoenixRooivalk",
    ({ account }) => Object.assign(account, { region: true }),
    "account.region: must be a string, got true; write it in quotes",
  ],
])("answers a value of a wrong type in %s with its one fault", (platform, change, fault) => {
  const check: (change: (data: Json) => unknown) => string[] = faultsOfProduction[platform];

  expect(check(change)).toEqual([fault]);
});
