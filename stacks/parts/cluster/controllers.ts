/** Controllers of clusters. They are installed before a platform's workloads, which use their custom resources. */

import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { EKS_VERSIONS } from "@modules/aws/tables/eks-versions";
import type { Placement } from "@modules/kubernetes/charts/addon";
import { CertManager } from "@modules/kubernetes/charts/cert-manager";
import { ClusterAutoscaler } from "@modules/kubernetes/charts/cluster-autoscaler";
import { ExternalSecrets, type ExternalSecretsProps } from "@modules/kubernetes/charts/external-secrets";
import { Istio, type IstioProps } from "@modules/kubernetes/charts/istio";
import { LoadBalancerController } from "@modules/kubernetes/charts/load-balancer-controller";
import { MetricsServer } from "@modules/kubernetes/charts/metrics-server";
import {
  CERT_MANAGER_NAMESPACE,
  EXTERNAL_SECRETS_NAMESPACE,
  ISTIO_NAMESPACE,
} from "@modules/kubernetes/charts/namespaces";
import { Namespace, type NamespaceProps } from "@modules/kubernetes/security/namespace";
import { ReadOnlyRole } from "@modules/kubernetes/security/read-only-role";
import type { IConstruct } from "constructs";
import type { ClusterStack } from "../../base/cluster-stack";
import { volumeTag } from "../aws/backup-tag";
import { PLANNERS } from "../aws/eks";

/** Adds a namespace for controllers. It has no NetworkPolicy, because the API server must reach their webhooks. */
export function addNamespace(
  stack: ClusterStack,
  name: string,
  podSecurity: NamespaceProps["podSecurity"] = "restricted",
  props: Pick<NamespaceProps, "readinessGates"> = {},
): Namespace {
  const { deletionProtection } = stack.environment;
  return new Namespace(stack, name, { ...props, name, podSecurity, isolated: false, deletionProtection });
}

export function addCertManager(stack: ClusterStack, placement?: Placement): CertManager {
  const namespace = addNamespace(stack, CERT_MANAGER_NAMESPACE);
  return new CertManager(stack, "certificates", { namespace: CERT_MANAGER_NAMESPACE, placement, after: [namespace] });
}

export function addExternalSecrets(
  stack: ClusterStack,
  props: Pick<ExternalSecretsProps, "annotations" | "placement"> = {},
): ExternalSecrets {
  const namespace = addNamespace(stack, EXTERNAL_SECRETS_NAMESPACE);
  return new ExternalSecrets(stack, "secrets", { ...props, namespace: EXTERNAL_SECRETS_NAMESPACE, after: [namespace] });
}

/** Adds Istio in `istio-system`, the namespace from which a Gateway reads its certificates. */
export function addIstio(stack: ClusterStack, props: Omit<IstioProps, "namespace" | "after">): Istio {
  const namespace = addNamespace(stack, ISTIO_NAMESPACE, "baseline", {
    // On EKS, the pods of the gateway are registered in target groups.
    readinessGates: props.platform !== "gke",
  });
  return new Istio(stack, "mesh", { ...props, namespace: ISTIO_NAMESPACE, after: [namespace] });
}

export interface EksControllers {
  /** cert-manager, which must be installed before controllers whose webhooks need its certificates. */
  readonly certManager: CertManager;
}

/** Controllers of every EKS cluster. */
export function addEksControllers(stack: ClusterStack, placement?: Placement): EksControllers {
  new ReadOnlyRole(stack, "planners", { group: PLANNERS });
  addVolumeClass(stack);
  const certManager = addCertManager(stack, placement);
  addExternalSecrets(stack, { placement });
  new MetricsServer(stack, "metrics", { placement, after: [certManager] });
  return { certManager };
}

/**
 * Adds the default StorageClass, which EKS no longer has since 1.30: a claim without a class would stay pending.
 * Backups select volumes by the tag. Kubernetes refuses changes of the parameters, so Terraform replaces the class, and
 * existing volumes keep their tags.
 */
function addVolumeClass(stack: ClusterStack): void {
  const { tag, value } = volumeTag(stack.environment);
  new StorageClassV1(stack, "gp3", {
    metadata: { name: "gp3", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    storageProvisioner: "ebs.csi.aws.com",
    parameters: { type: "gp3", encrypted: "true", tagSpecification_1: `${tag}=${value}` },
    allowVolumeExpansion: true,
    reclaimPolicy: "Delete",
    // With this mode, a volume is created in the availability zone of the node to which its pod is scheduled.
    volumeBindingMode: "WaitForFirstConsumer",
  });
}

type Cluster = Pick<EksCluster, "physicalName" | "version">;

export function addAutoscaler(stack: ClusterStack, cluster: Cluster, placement?: Placement): ClusterAutoscaler {
  return new ClusterAutoscaler(stack, "autoscaler", {
    clusterName: cluster.physicalName,
    region: stack.environment.account.region,
    version: EKS_VERSIONS[cluster.version].autoscaler,
    placement,
  });
}

interface LoadBalancingProps {
  readonly cluster: Cluster;
  readonly region: string;
  readonly vpcId: string;
  readonly placement?: Placement;
  readonly after: readonly IConstruct[];
}

/** Adds the AWS Load Balancer Controller, which registers pods in target groups. */
export function addLoadBalancing(
  stack: ClusterStack,
  { cluster, ...props }: LoadBalancingProps,
): LoadBalancerController {
  return new LoadBalancerController(stack, "load-balancing", { ...props, clusterName: cluster.physicalName });
}
