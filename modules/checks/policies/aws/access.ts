/** Client VPN, access of IAM principals to EKS, and the identity providers of EKS. */

import { allowed } from "../../model/iam-policies";
import { isOpenRange } from "../../model/security-groups";
import { list, nested } from "../../model/values";
import type { Rule } from "../rule";

/** Actions that can create an identity provider. */
const CREATES = /^(\*|iam:(\*|Create\*|CreateOpenIDConnectProvider))$/;

/** Arguments of a policy about identity providers. */
const issuers = (host: string) => ({
  policy: JSON.stringify({
    Statement: [
      {
        Effect: "Allow",
        Action: "iam:CreateOpenIDConnectProvider",
        Resource: `arn:aws:iam::111122223333:oidc-provider/${host}`,
      },
    ],
  }),
});

export const access: readonly Rule[] = [
  {
    id: "aws-client-vpn-logs",
    name: "client VPN endpoints log connections",
    type: "aws_ec2_client_vpn_endpoint",
    severity: "medium",
    topic: "logging",
    holds: ({ block }) => nested(block.connection_log_options).enabled === true,
    fix: "set connection_log_options.enabled and cloudwatch_log_group",
    broken: { connection_log_options: { enabled: false } },
    mended: { connection_log_options: { enabled: true, cloudwatch_log_group: "vpn" } },
    page: "https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/connection-logging.html",
  },
  {
    id: "aws-client-vpn-persons",
    name: "client VPN endpoints authenticate people",
    type: "aws_ec2_client_vpn_endpoint",
    severity: "high",
    topic: "authentication",
    holds: ({ block }) =>
      list(block.authentication_options).some(({ type }) =>
        ["federated-authentication", "directory-service-authentication"].includes(type),
      ),
    fix: "add federated-authentication to authentication_options; a client certificate alone can be copied",
    broken: { authentication_options: [{ type: "certificate-authentication" }] },
    mended: { authentication_options: [{ type: "federated-authentication" }] },
    page: "https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/client-authentication.html",
  },
  {
    id: "aws-client-vpn-networks",
    name: "client VPN endpoints authorize only named networks",
    type: "aws_ec2_client_vpn_authorization_rule",
    severity: "medium",
    topic: "network",
    holds: ({ block }) => !isOpenRange(block.target_network_cidr),
    fix: "set target_network_cidr to the range of a VPC or a subnet",
    broken: { target_network_cidr: "0.0.0.0/0" },
    mended: { target_network_cidr: "10.0.0.0/16" },
    page: "https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-rules.html",
  },
  {
    id: "aws-eks-access-entry-role",
    name: "EKS access entries are for roles",
    type: "aws_eks_access_entry",
    severity: "high",
    topic: "least privilege",
    holds: ({ block }) => !/:(root|user\/.*)$/.test(block.principal_arn ?? ""),
    fix: "set principal_arn to a role, because its credentials expire",
    broken: { principal_arn: "arn:aws:iam::111122223333:root" },
    mended: { principal_arn: "arn:aws:iam::111122223333:role/administrators" },
    page: "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
  },
  {
    id: "aws-eks-access-policy-entry",
    name: "EKS access policies are for access entries of the same stack",
    type: "aws_eks_access_policy_association",
    severity: "medium",
    topic: "least privilege",
    holds: ({ block }) => String(block.principal_arn).startsWith("${aws_eks_access_entry."),
    fix: "set principal_arn to that of the aws_eks_access_entry, which must exist first",
    broken: { principal_arn: "arn:aws:iam::111122223333:role/administrators" },
    mended: { principal_arn: "${aws_eks_access_entry.it.principal_arn}" },
    page: "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",
  },
  ...["aws_iam_policy", "aws_iam_role_policy"].map(
    (type): Rule => ({
      id: `${type.replaceAll("_", "-")}-issuer`,
      name: `${type} names the host of AWS for identity providers of EKS`,
      type,
      severity: "medium",
      topic: "least privilege",
      holds: ({ block }) =>
        !allowed(block)
          .filter(({ Action }) => list(Action).some((action) => CREATES.test(action)))
          .flatMap(({ Resource }) => list(Resource))
          .some((resource) => /:oidc-provider\/(oidc\.eks\.)?\*$/.test(String(resource))),
      fix: "write oidc.eks.REGION.amazonaws.com/id/*; a wildcard in the host also matches hosts of strangers, whose tokens AWS would accept",
      broken: issuers("oidc.eks.*"),
      mended: issuers("oidc.eks.us-east-1.amazonaws.com/id/*"),
      page: "https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html",
    }),
  ),
];
