import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../../environments/schema/environment";
import { EnvironmentStack } from "./environment-stack";

/** How to reach a cluster that an earlier stack has made, with credentials that last minutes. */
export interface ClusterAccess {
  /** URL of the API server. */
  readonly endpoint: string;
  /** Base64 of the authority that signed the endpoint's certificate; absent where a public one did. */
  readonly certificateAuthority?: string;
  /** Program that prints a token for whoever runs Terraform, and its arguments. */
  readonly credentials: { readonly command: string; readonly arguments: readonly string[] };
}

/**
 * A state whose resources are inside a Kubernetes cluster. A provider cannot be
 * configured with attributes that the same plan creates, so the cluster belongs to
 * an earlier stack.
 */
export abstract class ClusterStack<E extends Environment = Environment> extends EnvironmentStack<E> {
  readonly access: ClusterAccess;

  /**
   * @param after stacks inside the same cluster that are applied first: a custom resource
   * cannot be planned before a controller's chart has installed its definition
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
        args: [...credentials.arguments],
      },
    };
    new KubernetesProvider(this, "kubernetes", { ...connection, exec: [connection.exec] });
    // Releases are kept as config maps, which a plan may read: it may read no secret, and no chart is given one.
    new HelmProvider(this, "helm", { kubernetes: connection, helmDriver: "configmap" });
  }
}

/** The AWS CLI asks for a token of the role that runs Terraform; https://docs.aws.amazon.com/eks/latest/userguide/cluster-auth.html */
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
      arguments: ["eks", "get-token", "--cluster-name", physicalName, "--region", region],
    },
  };
}

/** Google's plugin prints a token of the application's default credentials; https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-access-for-kubectl */
export function gkeAccess({ endpoint, certificateAuthority }: Omit<ClusterAccess, "credentials">): ClusterAccess {
  return {
    endpoint,
    certificateAuthority,
    credentials: { command: "gke-gcloud-auth-plugin", arguments: ["--use_application_default_credentials"] },
  };
}
