/** Calls for EC2's networks, load balancers, DNS, certificates, CDN and WAF. */
import { service } from "./type-actions";

const REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference";
const EC2_TAGS = { write: "CreateTags DeleteTags" };
const ELB_TAGS = { read: "DescribeTags", write: "AddTags RemoveTags" };

export const network = {
  ...service("ec2", `${REFERENCE}/list_amazonec2.html`, EC2_TAGS, {
    aws_default_security_group: {
      read: "DescribeSecurityGroups DescribeSecurityGroupRules",
      create:
        "RevokeSecurityGroupIngress RevokeSecurityGroupEgress AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress",
    },
    aws_ec2_client_vpn_authorization_rule: {
      read: "DescribeClientVpnAuthorizationRules",
      create: "AuthorizeClientVpnIngress",
      delete: "RevokeClientVpnIngress",
    },
    aws_ec2_client_vpn_endpoint: {
      read: "DescribeClientVpnEndpoints",
      create: "CreateClientVpnEndpoint",
      update: "ModifyClientVpnEndpoint",
      delete: "DeleteClientVpnEndpoint",
      linkedRoles: "clientvpn.amazonaws.com",
    },
    aws_ec2_client_vpn_network_association: {
      read: "DescribeClientVpnTargetNetworks",
      create: "AssociateClientVpnTargetNetwork",
      delete: "DisassociateClientVpnTargetNetwork",
    },
    aws_ec2_managed_prefix_list: {
      read: "DescribeManagedPrefixLists GetManagedPrefixListEntries",
      create: "CreateManagedPrefixList",
      update: "ModifyManagedPrefixList",
      delete: "DeleteManagedPrefixList",
    },
    aws_ec2_subnet_cidr_reservation: {
      read: "GetSubnetCidrReservations",
      create: "CreateSubnetCidrReservation",
      delete: "DeleteSubnetCidrReservation",
    },
    aws_eip: {
      read: "DescribeAddresses DescribeAddressesAttribute",
      create: "AllocateAddress AssociateAddress",
      update: "AssociateAddress DisassociateAddress",
      delete: "DisassociateAddress ReleaseAddress",
    },
    aws_flow_log: {
      passesTo: "vpc-flow-logs.amazonaws.com",
      read: "DescribeFlowLogs",
      create: "CreateFlowLogs logs:CreateLogDelivery",
      delete: "DeleteFlowLogs logs:DeleteLogDelivery",
    },
    aws_internet_gateway: {
      read: "DescribeInternetGateways",
      create: "CreateInternetGateway AttachInternetGateway",
      update: "AttachInternetGateway DetachInternetGateway",
      delete: "DetachInternetGateway DeleteInternetGateway",
    },
    aws_nat_gateway: { read: "DescribeNatGateways", create: "CreateNatGateway", delete: "DeleteNatGateway" },
    aws_network_acl: {
      read: "DescribeNetworkAcls",
      create: "CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAclEntry ReplaceNetworkAclAssociation",
      update: "ReplaceNetworkAclAssociation",
      delete: "ReplaceNetworkAclAssociation DeleteNetworkAcl",
    },
    aws_network_acl_rule: {
      read: "DescribeNetworkAcls",
      create: "CreateNetworkAclEntry",
      delete: "DeleteNetworkAclEntry",
    },
    aws_route: {
      read: "DescribeRouteTables",
      create: "CreateRoute",
      update: "ReplaceRoute",
      delete: "DeleteRoute",
    },
    aws_route_table: { read: "DescribeRouteTables", create: "CreateRouteTable", delete: "DeleteRouteTable" },
    aws_route_table_association: {
      read: "DescribeRouteTables",
      create: "AssociateRouteTable",
      update: "ReplaceRouteTableAssociation",
      delete: "DisassociateRouteTable",
    },
    aws_security_group: {
      read: "DescribeSecurityGroups",
      create: "CreateSecurityGroup RevokeSecurityGroupEgress",
      update: "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress",
      delete: "DescribeNetworkInterfaces DetachNetworkInterface DeleteNetworkInterface DeleteSecurityGroup",
    },
    aws_subnet: {
      read: "DescribeSubnets",
      create: "CreateSubnet ModifySubnetAttribute",
      update: "ModifySubnetAttribute AssociateSubnetCidrBlock DisassociateSubnetCidrBlock",
      delete: "DescribeNetworkInterfaces DetachNetworkInterface DeleteNetworkInterface DeleteSubnet",
    },
    aws_vpc: {
      read: "DescribeVpcs DescribeVpcAttribute DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups",
      create: "CreateVpc ModifyVpcAttribute",
      update: "ModifyVpcAttribute ModifyVpcTenancy",
      delete: "DeleteVpc",
    },
    aws_vpc_endpoint: {
      read: "DescribeVpcEndpoints DescribePrefixLists",
      create: "CreateVpcEndpoint",
      update: "ModifyVpcEndpoint",
      delete: "DeleteVpcEndpoints",
    },
    aws_vpc_peering_connection: {
      read: "DescribeVpcPeeringConnections",
      create: "CreateVpcPeeringConnection AcceptVpcPeeringConnection",
      update: "ModifyVpcPeeringConnectionOptions",
      delete: "DeleteVpcPeeringConnection",
    },
    aws_vpc_peering_connection_accepter: {
      read: "DescribeVpcPeeringConnections",
      create: "AcceptVpcPeeringConnection",
      update: "ModifyVpcPeeringConnectionOptions",
    },
    aws_vpc_peering_connection_options: {
      read: "DescribeVpcPeeringConnections",
      create: "ModifyVpcPeeringConnectionOptions",
      update: "ModifyVpcPeeringConnectionOptions",
    },
    aws_vpc_security_group_egress_rule: {
      read: "DescribeSecurityGroupRules",
      create: "AuthorizeSecurityGroupEgress",
      update: "ModifySecurityGroupRules",
      delete: "RevokeSecurityGroupEgress",
    },
    aws_vpc_security_group_ingress_rule: {
      read: "DescribeSecurityGroupRules",
      create: "AuthorizeSecurityGroupIngress",
      update: "ModifySecurityGroupRules",
      delete: "RevokeSecurityGroupIngress",
    },
  }),
  ...service("elasticloadbalancing", `${REFERENCE}/list_awselasticloadbalancingv2.html`, ELB_TAGS, {
    aws_lb: {
      read: "DescribeLoadBalancers DescribeLoadBalancerAttributes DescribeCapacityReservation",
      create: "CreateLoadBalancer ModifyLoadBalancerAttributes",
      update: "ModifyLoadBalancerAttributes SetSecurityGroups SetSubnets SetIpAddressType",
      delete: "DeleteLoadBalancer ec2:DescribeNetworkInterfaces",
      linkedRoles: "elasticloadbalancing.amazonaws.com",
    },
    aws_lb_listener: {
      read: "DescribeListeners DescribeListenerAttributes",
      create: "CreateListener ModifyListenerAttributes",
      update: "ModifyListener ModifyListenerAttributes",
      delete: "DeleteListener",
    },
    aws_lb_listener_rule: {
      read: "DescribeRules",
      create: "CreateRule",
      update: "ModifyRule SetRulePriorities",
      delete: "DeleteRule",
    },
    aws_lb_target_group: {
      read: "DescribeTargetGroups DescribeTargetGroupAttributes",
      create: "CreateTargetGroup ModifyTargetGroupAttributes",
      update: "ModifyTargetGroup ModifyTargetGroupAttributes",
      delete: "DeleteTargetGroup",
    },
    aws_lb_trust_store: {
      read: "DescribeTrustStores",
      create: "CreateTrustStore s3:GetObject s3:GetObjectVersion",
      update: "ModifyTrustStore s3:GetObject s3:GetObjectVersion",
      delete: "DeleteTrustStore",
    },
  }),
  ...service(
    "acm",
    `${REFERENCE}/list_awscertificatemanager.html`,
    { read: "ListTagsForCertificate", write: "AddTagsToCertificate RemoveTagsFromCertificate" },
    {
      aws_acm_certificate: {
        read: "DescribeCertificate",
        create: "RequestCertificate",
        update: "UpdateCertificateOptions",
        delete: "DeleteCertificate",
      },
      aws_acm_certificate_validation: { read: "DescribeCertificate" },
    },
  ),
  ...service(
    "cloudfront",
    `${REFERENCE}/list_amazoncloudfront.html`,
    { read: "ListTagsForResource", write: "TagResource UntagResource" },
    {
      aws_cloudfront_cache_policy: {
        read: "GetCachePolicy",
        create: "CreateCachePolicy",
        update: "UpdateCachePolicy",
        delete: "DeleteCachePolicy",
      },
      aws_cloudfront_distribution: {
        read: "GetDistribution",
        create: "CreateDistribution wafv2:GetWebACL",
        update: "UpdateDistribution wafv2:GetWebACL",
        // Only a disabled distribution can be deleted.
        delete: "UpdateDistribution DeleteDistribution",
      },
      aws_cloudfront_origin_access_control: {
        read: "GetOriginAccessControl",
        create: "CreateOriginAccessControl",
        update: "UpdateOriginAccessControl",
        delete: "DeleteOriginAccessControl",
      },
      aws_cloudfront_response_headers_policy: {
        read: "GetResponseHeadersPolicy",
        create: "CreateResponseHeadersPolicy",
        update: "UpdateResponseHeadersPolicy",
        delete: "DeleteResponseHeadersPolicy",
      },
    },
  ),
  ...service(
    "route53",
    `${REFERENCE}/list_amazonroute53.html`,
    { read: "ListTagsForResource", write: "ChangeTagsForResource" },
    {
      aws_route53_health_check: {
        read: "GetHealthCheck",
        create: "CreateHealthCheck",
        update: "UpdateHealthCheck",
        delete: "DeleteHealthCheck",
      },
      aws_route53_record: {
        read: "GetHostedZone ListResourceRecordSets",
        create: "ChangeResourceRecordSets GetChange",
        update: "ChangeResourceRecordSets GetChange",
        delete: "ChangeResourceRecordSets GetChange",
      },
      aws_route53_zone: {
        read: "GetHostedZone ListResourceRecordSets",
        create: "CreateHostedZone GetChange ec2:DescribeVpcs",
        update: "UpdateHostedZoneComment AssociateVPCWithHostedZone DisassociateVPCFromHostedZone",
        delete: "GetDNSSEC ListResourceRecordSets ChangeResourceRecordSets DeleteHostedZone",
      },
    },
  ),
  ...service(
    "wafv2",
    `${REFERENCE}/list_awswafv2.html`,
    { read: "ListTagsForResource", write: "TagResource UntagResource" },
    {
      aws_wafv2_ip_set: { read: "GetIPSet", create: "CreateIPSet", update: "UpdateIPSet", delete: "DeleteIPSet" },
      aws_wafv2_regex_pattern_set: {
        read: "GetRegexPatternSet",
        create: "CreateRegexPatternSet",
        update: "UpdateRegexPatternSet",
        delete: "DeleteRegexPatternSet",
      },
      aws_wafv2_web_acl: {
        read: "GetWebACL",
        create: "CreateWebACL",
        update: "UpdateWebACL",
        delete: "DeleteWebACL",
      },
      aws_wafv2_web_acl_association: {
        read: "GetWebACLForResource",
        create: "AssociateWebACL elasticloadbalancing:SetWebAcl",
        delete: "DisassociateWebACL elasticloadbalancing:SetWebAcl",
      },
      aws_wafv2_web_acl_logging_configuration: {
        read: "GetLoggingConfiguration",
        create:
          "PutLoggingConfiguration logs:CreateLogDelivery logs:DescribeResourcePolicies logs:PutResourcePolicy logs:DescribeLogGroups",
        update: "PutLoggingConfiguration",
        delete: "DeleteLoggingConfiguration logs:DeleteLogDelivery",
        linkedRoles: "wafv2.amazonaws.com",
      },
    },
  ),
};
