import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { development } from "../../../../../environments/dafnckmachine/development";
import { production } from "../../../../../environments/dafnckmachine/production";
import { LISTENER_RULES } from "../../../../../stacks/dafnckmachine/aws/listener-rules";
import { POD_PORTS } from "../../../../../stacks/dafnckmachine/cluster/pods";
import { stacks } from "../../../../support/stacks";

function kubernetes(environment: string): Json {
  return stacks[`dafnckmachine-${environment}-kubernetes`]!.resource;
}

/** Rules that the stack adds to the public listener, as `<priority> <path>`. */
function rules(environment: string): string[] {
  return Object.values<Json>(kubernetes(environment).aws_lb_listener_rule).map(
    ({ priority, condition }) => `${priority} ${condition[0].path_pattern.values}`,
  );
}

/** Ports of pods to which the public load balancer may connect. */
function openPorts(environment: string): number[] {
  return Object.values<Json>(kubernetes(environment).aws_vpc_security_group_ingress_rule)
    .filter(({ referenced_security_group_id: peer }) => /network\.outputs\..*web/.test(peer))
    .map(({ from_port }) => from_port)
    .sort((one, other) => one - other);
}

const VERSIONS = `${LISTENER_RULES.versions.priority} ${LISTENER_RULES.versions.pathPatterns}`;
const AGENTS = `${LISTENER_RULES["cluster-agents"].priority} ${LISTENER_RULES["cluster-agents"].pathPatterns}`;

test("routes versions of the API to the mesh's gateway", () => {
  expect(production.loadBalancers.agents).toBe("containers");
  expect(rules("production")).toEqual([VERSIONS]);
  expect(openPorts("production")).toEqual([POD_PORTS.gateway, POD_PORTS["gateway-status"]]);
});

test("also routes agents to ingress-nginx where the environment serves them in the cluster", () => {
  expect(development.loadBalancers.agents).toBe("kubernetes");
  expect(rules("development")).toEqual([VERSIONS, AGENTS]);
  expect(openPorts("development")).toContain(POD_PORTS.ingress);
});

test("checks the health of the gateway on its status port, which has no TLS", () => {
  expect(kubernetes("production").aws_lb_target_group.gateway).toMatchObject({
    port: POD_PORTS.gateway,
    protocol: "HTTP",
    target_type: "ip",
    health_check: { port: String(POD_PORTS["gateway-status"]), path: "/healthz/ready" },
  });
});

test("connects to ingress-nginx over TLS, as it redirects plain HTTP", () => {
  expect(kubernetes("development").aws_lb_target_group.ingress).toMatchObject({ port: 443, protocol: "HTTPS" });
});
