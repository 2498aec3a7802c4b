/**
 * Kubernetes versions in EKS's standard support, with add-on builds that were tested together.
 *
 * The builds are pinned, so that an apply without a change here does not update nodes. The available builds are listed
 * by `aws eks describe-addon-versions --kubernetes-version 1.35`.
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export const EKS_VERSIONS = {
  "1.34": {
    /** Last day of standard support, after which EKS upgrades the cluster. */
    standardSupportUntil: "2026-12-02",
    /** Version of the Cluster Autoscaler, with the same minor version as Kubernetes. */
    autoscaler: "v1.34.2",
    addons: {
      "vpc-cni": "v1.22.4-eksbuild.3",
      "kube-proxy": "v1.34.6-eksbuild.25",
      coredns: "v1.13.2-eksbuild.24",
      "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
      "aws-ebs-csi-driver": "v1.65.0-eksbuild.1",
      "amazon-cloudwatch-observability": "v6.4.0-eksbuild.1",
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
      "amazon-cloudwatch-observability": "v6.4.0-eksbuild.1",
    },
  },
  "1.36": {
    standardSupportUntil: "2027-08-02",
    // The autoscaler has no release for this minor version yet; use it as soon as it exists.
    autoscaler: "v1.35.0",
    addons: {
      "vpc-cni": "v1.22.4-eksbuild.3",
      "kube-proxy": "v1.36.0-eksbuild.25",
      coredns: "v1.14.3-eksbuild.23",
      "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
      "aws-ebs-csi-driver": "v1.65.0-eksbuild.1",
      "amazon-cloudwatch-observability": "v6.4.0-eksbuild.1",
    },
  },
} as const;

export type EksVersion = keyof typeof EKS_VERSIONS;

export type EksAddonName = keyof (typeof EKS_VERSIONS)[EksVersion]["addons"];

/** The rule that a version breaks and its fix, or undefined when EKS supports the version. */
export function eksVersionProblem(version: string): string | undefined {
  const table = "modules/aws/tables/eks-versions.ts";
  return Object.hasOwn(EKS_VERSIONS, version)
    ? undefined
    : `must be ${Object.keys(EKS_VERSIONS).join(" or ")}; take one of these, or add a newer one to ${table}`;
}
