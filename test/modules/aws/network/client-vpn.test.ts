import { ClientVpn, type ClientVpnProps } from "@modules/aws/network/client-vpn";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { LogGroup } from "@modules/aws/operations/log-group";
import { Key } from "@modules/aws/security/key";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const AUTHORITY = "arn:aws:acm:us-east-1:111122223333:certificate/clients";
const SAML = "arn:aws:iam::111122223333:saml-provider/people";

function vpn(props: Partial<ClientVpnProps> = {}): Json {
  return synth((stack) => {
    const vpc = new Vpc(stack, "vpc", {
      name: "shop",
      cidr: "10.0.0.0/16",
      subnets: {
        public: { tier: "public", cidrs: { "us-east-1a": "10.0.1.0/24" } },
        private: { tier: "private", cidrs: { "us-east-1a": "10.0.11.0/24", "us-east-1b": "10.0.12.0/24" } },
      },
      natGateways: "single",
    });
    const key = new Key(stack, "key", { name: "logs", description: "Logs" });
    const clients = new ClientVpn(stack, "vpn", {
      name: "shop-vpn",
      vpc,
      clientCidr: "10.100.0.0/20",
      certificate: { arn: "arn:aws:acm:us-east-1:111122223333:certificate/server" },
      clientAuthorityArn: AUTHORITY,
      logGroup: new LogGroup(stack, "logs", { name: "/shop/vpn", retentionDays: 365, key }),
      ...props,
    });
    const api = new SecurityGroup(stack, "api", { name: "api-sg", description: "API", vpc, ports: { https: 443 } });
    api.connections.allowFrom(clients);
  });
}

const endpoint = (props?: Partial<ClientVpnProps>): Json => only(vpn(props), "aws_ec2_client_vpn_endpoint");

test("tunnels only traffic for the VPC, resolves names with its resolver and logs connections", () => {
  expect(endpoint()).toMatchObject({
    client_cidr_block: "10.100.0.0/20",
    split_tunnel: true,
    dns_servers: ["10.0.0.2"],
    connection_log_options: { enabled: true, cloudwatch_log_group: "${aws_cloudwatch_log_group.logs.name}" },
    session_timeout_hours: 8,
    disconnect_on_session_timeout: true,
  });
});

test("requires a client certificate of the authority", () => {
  expect(endpoint().authentication_options).toEqual([
    { type: "certificate-authentication", root_certificate_chain_arn: AUTHORITY },
  ]);
  expect(endpoint().self_service_portal).toBe("disabled");
});

test("authenticates users with SAML and offers them the self-service portal", () => {
  expect(endpoint({ clientAuthorityArn: undefined, samlProviderArn: SAML, selfServicePortal: true })).toMatchObject({
    self_service_portal: "enabled",
    authentication_options: [
      { type: "federated-authentication", saml_provider_arn: SAML, self_service_saml_provider_arn: SAML },
    ],
  });
});

test("is associated with a subnet in each availability zone", () => {
  const associations = vpn().resource.aws_ec2_client_vpn_network_association;

  expect(Object.values<Json>(associations).map(({ subnet_id }) => subnet_id)).toEqual([
    expect.stringContaining("private-us-east-1a"),
    expect.stringContaining("private-us-east-1b"),
  ]);
});

test("authorizes clients for the VPC and reaches the security groups that were allowed", () => {
  const json = vpn();

  expect(only(json, "aws_ec2_client_vpn_authorization_rule").target_network_cidr).toBe("10.0.0.0/16");
  expect(only(json, "aws_vpc_security_group_egress_rule")).toMatchObject({
    referenced_security_group_id: "${aws_security_group.api.id}",
    from_port: 443,
  });
});

test.each<[string, Partial<ClientVpnProps>, string]>([
  [
    "a client block that is too small",
    { clientCidr: "10.100.0.0/23" },
    "clientCidr must be /12 to /22, got 10.100.0.0/23",
  ],
  ["a client block that is too large", { clientCidr: "11.0.0.0/8" }, "clientCidr must be /12 to /22, got 11.0.0.0/8"],
  [
    "a client block inside the VPC",
    { clientCidr: "10.0.240.0/20" },
    "clientCidr must be outside the VPC's 10.0.0.0/16, got 10.0.240.0/20",
  ],
  [
    "an endpoint without authentication",
    { clientAuthorityArn: undefined },
    "clientAuthorityArn or samlProviderArn must be given, got neither",
  ],
  [
    "a portal without sign-in",
    { selfServicePortal: true },
    "selfServicePortal must be false without samlProviderArn, got true",
  ],
])("fails on %s", (_, props, message) => {
  expect(() => vpn(props)).toThrow(message);
});
