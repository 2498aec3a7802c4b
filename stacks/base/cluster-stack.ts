import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import type { GkeCluster, GkeLocation } from "@modules/google/gke/gke-cluster";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../../environments/schema/environment";
import { EnvironmentStack } from "./environment-stack";

/** Endpoint of a cluster that an earlier stack creates, and the program that prints short-lived tokens for it. */
export interface ClusterAccess {
  /** URL of the API server. */
  readonly endpoint: string;
  /** Certificate in base64 of the CA that signed the endpoint's certificate. @default a public CA */
  readonly certificateAuthority?: string;
  /** Program that prints a token for the identity that runs Terraform, and its arguments. */
  readonly credentials: { readonly command: string; readonly args: readonly string[] };
  /** The GKE cluster, for `pnpm diagnose`. @default none: the cluster is in another cloud */
  readonly cluster?: GkeLocation;
}

/**
 * A stack of objects inside a Kubernetes cluster. Its provider cannot be configured with attributes that are unknown in
 * the same plan, so an earlier stack creates the cluster.
 */
export abstract class ClusterStack<E extends Environment = Environment> extends EnvironmentStack<E> {
  readonly access: ClusterAccess;

  /**
   * @param after stacks inside the same cluster that are applied first; a custom resource cannot be planned before a
   * chart has installed its definition
   */
  constructor(scope: Construct, environment: E, stack: string, access: ClusterAccess, after: readonly ClusterStack[]) {
    super(scope, environment, stack);
    this.access = access;
    for (const earlier of after) {
      this.addDependency(earlier);
    }
    const { endpoint, certificateAuthority, credentials } = access;
    const connection = {
      host: endpoint,
      clusterCaCertificate: certificateAuthority && Fn.base64decode(certificateAuthority),
      exec: {
        apiVersion: "client.authentication.k8s.io/v1beta1",
        command: credentials.command,
        args: [...credentials.args],
      },
    };
    new KubernetesProvider(this, "kubernetes", { ...connection, exec: [connection.exec] });
    // Helm stores releases in config maps, because the role of plans may not read Secrets. This is safe, because no
    // chart gets a secret value.
    new HelmProvider(this, "helm", { kubernetes: connection, helmDriver: "configmap" });
  }
}

/** Access to an EKS cluster with a token of the AWS CLI; https://docs.aws.amazon.com/eks/latest/userguide/cluster-auth.html */
export function eksAccess(
  {
    physicalName,
    endpoint,
    certificateAuthority,
  }: {
    readonly physicalName: string;
    readonly endpoint: string;
    readonly certificateAuthority: string;
  },
  region: string,
): ClusterAccess {
  return {
    endpoint,
    certificateAuthority,
    credentials: {
      command: "aws",
      args: ["eks", "get-token", "--cluster-name", physicalName, "--region", region],
    },
  };
}

/** Access to a GKE cluster with a token of the application default credentials; https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-access-for-kubectl */
export function gkeAccess({
  endpoint,
  certificateAuthority,
  location,
}: Pick<GkeCluster, "endpoint" | "certificateAuthority" | "location">): ClusterAccess {
  return {
    cluster: location,
    endpoint,
    certificateAuthority,
    credentials: { command: "gke-gcloud-auth-plugin", args: ["--use_application_default_credentials"] },
  };
}
