import { CLOUDFLARE_IPV4 } from "@modules/cloudflare/addresses";
import { actingAs, type GkeCluster } from "@modules/google/gke/gke-cluster";
import type { IServiceAccount } from "@modules/google/security/service-account";
import type { Istio } from "@modules/kubernetes/charts/istio";
import { ReadOnlyRole } from "@modules/kubernetes/security/read-only-role";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { ClusterStack, gkeAccess } from "../../base/cluster-stack";
import { PLANNERS } from "../../parts/aws/eks";
import { addCertManager, addExternalSecrets, addIstio } from "../../parts/cluster/controllers";

export interface GoogleControllersProps {
  readonly cluster: GkeCluster;
  /** Public IP address of the gateway. */
  readonly gatewayAddress: string;
  /** Service account that External Secrets impersonates. */
  readonly secretsReader: IServiceAccount;
  /** Service account that plans run as. */
  readonly planner: IServiceAccount;
}

/**
 * Operators and their custom resource definitions in the GKE cluster. GKE itself provides metrics, volumes and the
 * cluster autoscaler.
 */
export class GoogleControllersStack extends ClusterStack<LpEnvironment> {
  readonly mesh: Istio;

  constructor(scope: Construct, environment: LpEnvironment, props: GoogleControllersProps) {
    const { cluster, gatewayAddress, secretsReader, planner } = props;
    const { cloudflare, google } = environment;
    super(scope, environment, "google-controllers", gkeAccess(cluster), []);
    new ReadOnlyRole(this, "planners", { group: PLANNERS, users: [planner.email] });
    addCertManager(this);
    addExternalSecrets(this, { annotations: actingAs(secretsReader) });
    this.mesh = addIstio(this, {
      gatewayAddress,
      gatewayClients: cloudflare ? CLOUDFLARE_IPV4 : google?.adminCidrs,
      trustedProxies: cloudflare ? 1 : 0,
      // GKE needs no cache of Docker Hub: its nodes pull public images from Google's mirror first, which has no pull
      // limits.
      // https://cloud.google.com/artifact-registry/docs/pull-cached-dockerhub-images
      platform: "gke",
    });
  }
}
