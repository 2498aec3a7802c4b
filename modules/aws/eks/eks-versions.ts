/**
 * Kubernetes versions EKS makes clusters of and still supports at no extra
 * charge, with the add-on builds that were tried together.
 *
 * Pinned, so that a node started tomorrow is like one of today; raising them is a
 * change that is reviewed. `aws eks describe-addon-versions --kubernetes-version 1.35`
 * lists what there is.
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export const EKS_VERSIONS = {
  "1.34": {
    /** After this day EKS upgrades the cluster by itself. */
    standardSupportUntil: "2026-12-02",
    /** Version of the cluster autoscaler, of the same minor. */
    autoscaler: "v1.34.2",
    addons: {
      "vpc-cni": "v1.22.4-eksbuild.3",
      "kube-proxy": "v1.34.6-eksbuild.25",
      coredns: "v1.13.2-eksbuild.24",
      "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
      "aws-ebs-csi-driver": "v1.65.0-eksbuild.1",
    },
  },
  "1.35": {
    standardSupportUntil: "2027-03-27",
    autoscaler: "v1.35.0",
    addons: {
      "vpc-cni": "v1.22.4-eksbuild.3",
      "kube-proxy": "v1.35.3-eksbuild.29",
      coredns: "v1.13.2-eksbuild.31",
      "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
      "aws-ebs-csi-driver": "v1.65.0-eksbuild.1",
    },
  },
  "1.36": {
    standardSupportUntil: "2027-08-02",
    // The newest there is; raise it as soon as there is one of this minor.
    autoscaler: "v1.35.0",
    addons: {
      "vpc-cni": "v1.22.4-eksbuild.3",
      "kube-proxy": "v1.36.0-eksbuild.25",
      coredns: "v1.14.3-eksbuild.23",
      "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
      "aws-ebs-csi-driver": "v1.65.0-eksbuild.1",
    },
  },
} as const;

export type EksVersion = keyof typeof EKS_VERSIONS;

export type EksAddonName = keyof (typeof EKS_VERSIONS)[EksVersion]["addons"];

export function isEksVersion(version: string): version is EksVersion {
  return version in EKS_VERSIONS;
}
