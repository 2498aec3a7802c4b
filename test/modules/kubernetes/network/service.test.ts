import type { Json } from "@modules/checks/json";
import { Service, type ServiceProps } from "@modules/kubernetes/network/service";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const API: ServiceProps = {
  name: "api",
  namespace: "production",
  selector: { app: "api" },
  ports: { http: { port: 80, targetPort: 3000 }, metrics: { port: 9090 } },
};

function service(props: Partial<ServiceProps> = {}): Json {
  return synth((stack) => new Service(stack, "api", { ...API, ...props })).resource.kubernetes_service_v1.api;
}

test("selects pods and names their ports", () => {
  expect(service()).toMatchObject({
    metadata: { name: "api", namespace: "production", labels: { app: "api" } },
    spec: {
      type: "ClusterIP",
      selector: { app: "api" },
      port: [
        { name: "http", port: 80, target_port: "3000", protocol: "TCP" },
        { name: "metrics", port: 9090, target_port: "9090", protocol: "TCP" },
      ],
    },
  });
});

test("has a DNS name in the cluster", () => {
  synth((stack) => {
    expect(new Service(stack, "api", API).host).toBe("api.production.svc.cluster.local");
  });
});

test("has no address of its own when it is headless", () => {
  expect(service({ headless: true }).spec).toMatchObject({ type: "ClusterIP", cluster_ip: "None" });
});

test("fails on a headless service of type LoadBalancer", () => {
  expect(() => service({ headless: true, type: "LoadBalancer" })).toThrow(
    "api: type must be ClusterIP for a headless service, got LoadBalancer",
  );
});

test("lets overrides replace arguments of the service", () => {
  expect(service({ overrides: { waitForLoadBalancer: false } }).wait_for_load_balancer).toBe(false);
});
