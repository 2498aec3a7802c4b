/**
 * Ids of availability zones in which EKS cannot create a control plane. The name of such a zone, as in us-east-1c,
 * differs between accounts. https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export const ZONES_WITHOUT_EKS: readonly string[] = ["use1-az3", "usw1-az2", "cac1-az3"];
