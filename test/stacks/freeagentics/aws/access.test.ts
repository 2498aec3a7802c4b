import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

const production = stacks["freeagentics-production-access"]!;

test("keeps the bastion's address, which hosts' filters name, from everything else", () => {
  expect(only(production, "aws_instance")).toMatchObject({ instance_type: "t3.micro", private_ip: "10.0.1.10" });
  expect(only(production, "aws_ec2_subnet_cidr_reservation").cidr_block).toBe("10.0.1.10/32");
});

test("admits administrators and the VPN's clients to the bastion, nobody else", () => {
  const ssh = Object.values<Json>(production.resource.aws_vpc_security_group_ingress_rule).filter(
    ({ security_group_id }) => security_group_id.includes("aws_security_group.bastion"),
  );

  expect(ssh).toMatchObject([
    { from_port: 22, cidr_ipv4: "203.0.113.0/24" },
    { from_port: 22, referenced_security_group_id: expect.stringContaining("vpn") },
  ]);
});

test("signs people in to the VPN, on record, apart from every VPC's addresses", () => {
  expect(only(production, "aws_ec2_client_vpn_endpoint")).toMatchObject({
    client_cidr_block: "10.100.0.0/22",
    authentication_options: [{ type: "federated-authentication" }],
    connection_log_options: { enabled: true },
  });
});

test("has no VPN where the bastion is enough", () => {
  expect(stacks["freeagentics-development-access"]!.resource.aws_ec2_client_vpn_endpoint).toBeUndefined();
});
