/**
 * Default quotas of an AWS account. An apply fails when it exceeds a quota, often after an hour; request a higher quota
 * from AWS first.
 */

export interface Quota {
  readonly limit: number;

  /** Resources that count, in the words of an error: `rules in one direction`. */
  readonly words: string;

  /** Whether AWS raises the quota on request. @default false */
  readonly raisable?: true;
}

/** Quotas by names of this project. The page above each group has AWS's figures. */
export const QUOTAS = {
  // https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html
  onDemandStandardVcpus: { limit: 5, words: "vCPUs of On-Demand Standard instances (L-1216C47A)", raisable: true },
  onDemandGVcpus: { limit: 0, words: "vCPUs of On-Demand G and VT instances (L-DB2E81BA)", raisable: true },
  onDemandPVcpus: { limit: 0, words: "vCPUs of On-Demand P instances (L-417A185B)", raisable: true },
  spotStandardVcpus: { limit: 5, words: "vCPUs of Spot Standard instances (L-34B43A08)", raisable: true },
  spotGVcpus: { limit: 0, words: "vCPUs of Spot G and VT instances (L-3819A6DF)", raisable: true },
  spotPVcpus: { limit: 0, words: "vCPUs of Spot P instances (L-7212CCBC)", raisable: true },
  // https://docs.aws.amazon.com/general/latest/gr/ecs-service.html
  fargateVcpus: { limit: 6, words: "vCPUs of Fargate On-Demand tasks (L-3032A538)", raisable: true },
  // https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
  vpcs: { limit: 5, words: "VPCs", raisable: true },
  elasticIps: { limit: 5, words: "Elastic IP addresses", raisable: true },
  natGatewaysPerZone: { limit: 5, words: "NAT gateways per availability zone", raisable: true },
  subnetsPerVpc: { limit: 200, words: "subnets", raisable: true },
  routesPerTable: { limit: 500, words: "routes", raisable: true },
  rulesPerNetworkAcl: { limit: 20, words: "rules in one direction", raisable: true },
  rulesPerSecurityGroup: { limit: 60, words: "rules in one direction", raisable: true },
  securityGroupsPerInterface: { limit: 5, words: "security groups", raisable: true },
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
  listenersPerLoadBalancer: { limit: 50, words: "listeners", raisable: true },
  rulesPerLoadBalancer: { limit: 100, words: "rules of its listeners, defaults not counted", raisable: true },
  targetGroupsPerLoadBalancer: { limit: 100, words: "target groups", raisable: true },
  // https://docs.aws.amazon.com/waf/latest/developerguide/limits.html
  webAclCapacity: { limit: 5000, words: "WCU, of which those above 1,500 are billed extra" },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  managedPoliciesPerRole: { limit: 10, words: "managed policies", raisable: true },
  inlinePoliciesOfRole: { limit: 10240, words: "characters of inline policies, spaces not counted" },
  managedPolicy: { limit: 6144, words: "characters, spaces not counted" },
  trustPolicy: { limit: 2048, words: "characters of trust policy, spaces not counted", raisable: true },
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/BucketRestrictions.html
  buckets: { limit: 10000, words: "buckets", raisable: true },
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
  behaviorsPerDistribution: { limit: 75, words: "cache behaviors", raisable: true },
  // https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
  namesPerCertificate: { limit: 10, words: "names", raisable: true },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
  logResourcePolicies: { limit: 10, words: "resource policies of CloudWatch Logs" },
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
  targetsPerRule: { limit: 5, words: "targets", raisable: true },
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof QUOTAS;

/** Quotas that AWS may have raised for an account. */
export const RAISABLE_QUOTAS = (Object.keys(QUOTAS) as QuotaName[]).filter((name) => "raisable" in QUOTAS[name]);
