import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/freeagentics/production";
import { stacks } from "../../../support/stacks";

const stack = stacks["freeagentics-production-access"]!;
const { adminCidrs, bastionIp, bastionType, vpn } = production.access;

test("gives the bastion its static address", () => {
  expect(only(stack, "aws_instance")).toMatchObject({ instance_type: bastionType, private_ip: bastionIp });
});

test("opens SSH on the bastion to the admin networks and the VPN's clients only", () => {
  const ssh = Object.values<Json>(stack.resource.aws_vpc_security_group_ingress_rule).filter(({ security_group_id }) =>
    security_group_id.includes("aws_security_group.bastion"),
  );

  expect(ssh).toMatchObject([
    ...adminCidrs.map((cidr_ipv4) => ({ from_port: 22, cidr_ipv4 })),
    { from_port: 22, referenced_security_group_id: expect.stringContaining("vpn") },
  ]);
});

test("logs connections to the VPN, whose users sign in with SAML", () => {
  expect(only(stack, "aws_ec2_client_vpn_endpoint")).toMatchObject({
    client_cidr_block: vpn!.clientCidr,
    authentication_options: [{ type: "federated-authentication", saml_provider_arn: vpn!.samlProviderArn }],
    connection_log_options: { enabled: true },
  });
});

test("has no VPN without the environment's vpn settings", () => {
  expect(stacks["freeagentics-development-access"]!.resource.aws_ec2_client_vpn_endpoint).toBeUndefined();
});
