import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { development } from "../../../../environments/dafnckmachine/development";
import { production } from "../../../../environments/dafnckmachine/production";
import { staging } from "../../../../environments/dafnckmachine/staging";
import { stacks } from "../../../support/stacks";

/** Values of a Helm release, by the release's name. */
function values(environment: string, name: string): Json {
  const releases = Object.values<Json>(stacks[`dafnckmachine-${environment}-controllers`]!.resource.helm_release);
  return JSON.parse(releases.find((release) => release.name === name).values[0]);
}

test.each([production, staging, development])("trusts every proxy in front of the gateway of $name", (environment) => {
  const { podAnnotations } = values(environment.name, "istio-ingressgateway");
  const { gatewayTopology } = JSON.parse(podAnnotations["proxy.istio.io/config"]);

  // The proxies are CloudFront and the load balancer, and Cloudflare if the environment has it.
  expect(gatewayTopology.numTrustedProxies).toBe(environment.cloudflare ? 3 : 2);
});

test("has ingress-nginx take the client's address from X-Forwarded-For", () => {
  expect(values("production", "ingress-nginx").controller.config).toMatchObject({ "use-forwarded-headers": "true" });
});

test("exposes neither gateway nor ingress-nginx by a load balancer of its own", () => {
  expect(values("production", "istio-ingressgateway").service.type).toBe("ClusterIP");
  expect(values("production", "ingress-nginx").controller.service.type).toBe("ClusterIP");
});

test("registers pods with target groups in the cluster's VPC", () => {
  expect(values("production", "aws-load-balancer-controller")).toMatchObject({
    clusterName: "dafnckmachine-eks",
    region: production.account.region,
    vpcId: expect.stringContaining("production-network.outputs"),
  });
});

test.each([production, staging, development])(
  "keeps the logs of $name's pods on Fargate, encrypted and in time",
  (environment) => {
    const { aws_cloudwatch_log_group: groups, aws_iam_role_policy: policies } =
      stacks[`dafnckmachine-${environment.name}-kubernetes`]!.resource;
    const group = Object.values<Json>(groups).find(({ name }) => name.endsWith("/fargate"));
    const maps = Object.values<Json>(
      stacks[`dafnckmachine-${environment.name}-controllers`]!.resource.kubernetes_config_map_v1,
    );
    const { data } = maps.find(({ metadata }) => metadata.name === "aws-logging");

    expect(data["output.conf"]).toContain(`log_group_name ${group.name}\n`);
    expect(group).toMatchObject({
      retention_in_days: environment.security.logRetentionDays,
      kms_key_id: expect.stringContaining("logs-key"),
    });
    expect(JSON.stringify(Object.entries<Json>(policies).filter(([name]) => name.startsWith("batch_")))).toContain(
      "logs:PutLogEvents",
    );
  },
);
