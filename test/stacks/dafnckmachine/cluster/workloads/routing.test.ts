import { expect, test } from "vitest";
import { production } from "../../../../../environments/dafnckmachine/production";
import { dafnckmachineSchema } from "../../../../../environments/dafnckmachine/rules";
import { API, API_HEALTH_PATH, apiHealthHost, apiHosts } from "../../../../../stacks/dafnckmachine/cluster/pods";
import { manifest } from "../objects";

const { percent } = production.workloads.api.canary;

test("sends the environment's share of requests for /v1/ to the canary, and no others", () => {
  const { spec } = manifest("VirtualService", "dafnck-machine-routing");

  const environment = dafnckmachineSchema.parse(production);

  expect(spec.hosts).toEqual([...apiHosts(environment), apiHealthHost(environment)]);
  expect(spec.http).toMatchObject([
    { match: [{ uri: { exact: API_HEALTH_PATH } }], rewrite: { uri: "/health" } },
    {
      match: [{ uri: { prefix: "/v1/" } }],
      route: [
        { destination: { subset: "v1" }, weight: 100 - percent },
        { destination: { subset: "v2" }, weight: percent },
      ],
    },
    { route: [{ destination: { subset: "v1" } }] },
  ]);
  expect(spec.http[2].match).toBeUndefined();
});

test("defines a subset for each destination, by labels of its pods", () => {
  expect(manifest("DestinationRule", API).spec.subsets).toEqual([
    { name: "v1", labels: { version: "v1" } },
    { name: "v2", labels: { version: "v2" } },
  ]);
});

test("ejects failing pods from load balancing", () => {
  expect(manifest("DestinationRule", API).spec.trafficPolicy.outlierDetection).toEqual({
    consecutive5xxErrors: 5,
    interval: "10s",
    baseEjectionTime: "30s",
  });
});

test("accepts plain HTTP from the load balancer, where TLS ends", () => {
  expect(manifest("Gateway", "dafnck-machine-gateway").spec.servers).toMatchObject([
    { port: { number: 80, protocol: "HTTP" } },
  ]);
});
