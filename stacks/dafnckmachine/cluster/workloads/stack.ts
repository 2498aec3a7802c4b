import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { INGRESS_NGINX_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { TargetGroupBinding } from "@modules/kubernetes/network/target-group-binding";
import { Namespace } from "@modules/kubernetes/security/namespace";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import { ClusterStack, eksAccess } from "../../../base/cluster-stack";
import { addIssuer } from "../../../parts/cluster/certificate-issuer";
import { addSecretStore } from "../../../parts/cluster/external-secrets";
import type { RegistryStack } from "../../../shared/aws/registry";
import type { IngressTargetGroups } from "../../aws/kubernetes/ingress";
import type { Image } from "../../images";
import type { ControllersStack } from "../controllers";
import { NAMESPACES } from "../pods";
import { addAgents } from "./agents";
import { addApi } from "./api";
import type { WorkloadData } from "./database-secret";
import { addOperatorRoles } from "./operator-roles";

export interface WorkloadsProps {
  readonly cluster: EksCluster;
  /** Public zone, where cert-manager writes ACME challenges. */
  readonly zone: IHostedZone;
  /** Stack of the image repositories, which must be applied before the workloads. */
  readonly registry: RegistryStack<Image>;
  readonly controllers: ControllersStack;
  readonly ingress: IngressTargetGroups;
  readonly data: WorkloadData;
}

/**
 * The platform's own workloads in the cluster: agents and the API. Push their images first;
 * otherwise the apply waits for pods that never start.
 */
export class WorkloadsStack extends ClusterStack<DafnckmachineEnvironment> {
  constructor(scope: Construct, environment: DafnckmachineEnvironment, props: WorkloadsProps) {
    const { region } = environment.account;
    super(scope, environment, "workloads", eksAccess(props.cluster, region), [props.controllers]);
    const { deletionProtection } = environment;
    const { zone, registry, ingress, data } = props;
    const { mesh } = props.controllers;
    this.addDependency(registry);
    const agents = new Namespace(this, "agents", { name: NAMESPACES.agents, deletionProtection });
    const api = new Namespace(this, "api", { name: NAMESPACES.api, istioInjection: true, deletionProtection });
    // Fargate does not enforce network policies; security groups isolate its pods.
    const batch = new Namespace(this, "batch", { name: NAMESPACES.batch, isolated: false, deletionProtection });
    addOperatorRoles(this, [agents, api, batch]);
    const issuer = addIssuer(this, { zone, region });
    const secrets = addSecretStore(this, {
      service: "SecretsManager",
      region,
      namespaces: [NAMESPACES.api],
    });
    const parameters = addSecretStore(this, { service: "ParameterStore", region, namespaces: [NAMESPACES.agents] });
    addAgents(this, { namespace: agents, data, store: parameters, issuer });
    addApi(this, { namespace: api, data, secrets, mesh });
    new TargetGroupBinding(this, "bind-gateway", {
      name: "gateway",
      namespace: mesh.namespace,
      targetGroup: ingress.gateway,
      service: { name: mesh.gatewayService, port: 80 },
    });
    if (ingress.nginx) {
      new TargetGroupBinding(this, "bind-ingress", {
        name: "ingress",
        namespace: INGRESS_NGINX_NAMESPACE,
        targetGroup: ingress.nginx,
        service: { name: "ingress-nginx-controller", port: 443 },
      });
    }
  }
}
