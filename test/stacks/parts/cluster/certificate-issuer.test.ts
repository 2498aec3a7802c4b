import { HostedZone } from "@modules/aws/dns/hosted-zone";
import type { Json } from "@modules/checks/json";
import { manifests, only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { addIssuer } from "../../../../stacks/parts/cluster/certificate-issuer";
import { synthCluster } from "../fixture";

function issuer(roleArn?: string): Json {
  return synthCluster((stack) => {
    const zone = HostedZone.fromExisting(stack, "zone", { id: "Z0123456789", domain: "shop.test" });
    addIssuer(stack, { zone, region: "us-east-1", roleArn });
  });
}

/** How the issuer solves challenges. */
function solver(json: Json): Json {
  return manifests(json)["ClusterIssuer/letsencrypt-prod"].spec.acme.solvers[0].dns01;
}

test("answers challenges in the zone, and those of other zones that a CNAME leads there", () => {
  expect(solver(issuer())).toEqual({
    cnameStrategy: "Follow",
    route53: { region: "us-east-1", hostedZoneID: "Z0123456789" },
  });
});

test("has a token of the service account for the role that a cluster outside AWS assumes", () => {
  const role = "arn:aws:iam::111122223333:role/cert-manager";
  const json = issuer(role);

  expect(solver(json).route53).toMatchObject({
    role,
    auth: { kubernetes: { serviceAccountRef: { name: "cert-manager" } } },
  });
  expect(only(json, "kubernetes_role_v1").rule).toEqual([
    {
      api_groups: [""],
      resources: ["serviceaccounts/token"],
      resource_names: ["cert-manager"],
      verbs: ["create"],
    },
  ]);
  expect(only(json, "kubernetes_manifest").depends_on.join()).toContain("kubernetes_role_binding_v1");
});

test("asks for no tokens in EKS, where the pod identity answers", () => {
  expect(issuer().resource).not.toHaveProperty("kubernetes_role_v1");
});
