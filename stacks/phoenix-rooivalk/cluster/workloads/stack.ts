import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import type { ITargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IVpc } from "@modules/aws/network/vpc";
import type { ISecret } from "@modules/aws/security/secret";
import { POSTGRES_PORT, REDIS_PORT } from "@modules/core/ports";
import { NetworkPolicy } from "@modules/kubernetes/network/network-policy";
import { TargetGroupBinding } from "@modules/kubernetes/network/target-group-binding";
import { Namespace } from "@modules/kubernetes/security/namespace";
import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";
import { ClusterStack, eksAccess } from "../../../base/cluster-stack";
import { TO_AWS } from "../../../parts/cluster/egress-to-aws";
import type { ControllersStack } from "../controllers";
import { addPooler, POOLER, POOLER_PORT } from "./pooler";

export interface WorkloadsProps {
  readonly cluster: EksCluster;
  readonly controllers: ControllersStack;
  readonly vpc: IVpc;
  readonly targetGroup: ITargetGroup;
  /** Database in the cluster's region: the primary, or a replica that is promoted in a failover. */
  readonly database: { readonly address: string };
  /** Secret with the application's database login, as JSON. */
  readonly login: ISecret;
}

/** Namespace, service account and network policies of the application, and the connection pooler of its database. */
export class WorkloadsStack extends ClusterStack<PhoenixRooivalkEnvironment> {
  private readonly namespace: Namespace;

  constructor(
    scope: Construct,
    environment: PhoenixRooivalkEnvironment,
    { cluster, controllers, vpc, targetGroup, database, login }: WorkloadsProps,
    region = environment.account.region,
  ) {
    const primary = region === environment.account.region;
    super(scope, environment, primary ? "workloads" : `workloads-${region}`, eksAccess(cluster, region), [controllers]);
    const { application } = environment.kubernetes;
    this.namespace = new Namespace(this, "namespace", {
      name: application.namespace,
      readinessGates: true,
      deletionProtection: environment.deletionProtection,
    });
    new ServiceAccount(this, "application", { name: application.serviceAccount, namespace: this.namespace.name });
    addPooler(this, { namespace: this.namespace, dataCidr: vpc.cidr, database, login, region });
    new TargetGroupBinding(this, "targets", {
      name: "application",
      namespace: application.namespace,
      targetGroup,
      service: environment.workloads.service,
      after: [this.namespace],
    });
    this.addNetworkPolicy(vpc.cidr);
  }

  /** Adds a network policy for the pods of the application's Deployment, which have the label `app`. */
  private addNetworkPolicy(cidr: string): void {
    const { service } = this.environment.workloads;
    new NetworkPolicy(this, "application-traffic", {
      name: "application",
      namespace: this.namespace.name,
      pods: { app: service.name },
      // The load balancer has changing addresses in the VPC; security groups restrict the port to it.
      ingress: [{ peers: [{ cidr }], ports: [{ port: 443 }] }],
      egress: [
        { peers: [{ pods: { app: POOLER } }], ports: [{ port: POOLER_PORT }] },
        // Pods also connect to the replicas, for reads that may be a second old. The pooler only connects to the
        // primary.
        { peers: [{ cidr }], ports: [{ port: REDIS_PORT }, { port: POSTGRES_PORT }] },
        ...TO_AWS,
      ],
    });
  }
}
