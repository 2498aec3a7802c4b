import { ContainerCluster } from "@cdktf/provider-google/lib/container-cluster";
import { Construct } from "constructs";
import { FirewallRule } from "../network/firewall-rule";
import type { SecondaryRange } from "../network/subnets";
import type { IVpc } from "../network/vpc";
import { projectOf } from "../project";
import type { IKey } from "../security/key";
import { grantProject, type IServiceAccount, type ServiceAccount } from "../security/service-account";
import { ADDONS, AUTHENTICATION, HARDENING, OBSERVATION, secureNode, UPGRADES } from "./settings";

export interface GkeClusterProps {
  /** 1 to 40 lower-case letters, digits and hyphens. A change replaces the cluster. */
  readonly name: string;

  readonly vpc: IVpc;

  /** Name of the subnet of its nodes, pods and services; it must have a block for each. A change replaces the cluster. */
  readonly subnet: string;

  /** Zones of its nodes, where a pool names none of its own. @default three that Google picks */
  readonly zones?: readonly string[];

  /** A /28 that nothing else uses: the control plane answers there, and calls webhooks from it. A change replaces the cluster. */
  readonly controlPlaneCidr: string;

  /** Networks that may reach the endpoint's address from outside the VPC; never the whole world. @default none, the address is private */
  readonly adminCidrs?: readonly string[];

  /**
   * Answer calls from any network at the endpoint's name, too. Google lets
   * through only who has `container.clusters.connect`: for pipelines whose
   * address nobody knows. https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation
   * @default false
   */
  readonly namedEndpoint?: boolean;

  /** Encrypts Kubernetes secrets; of the region, and the `container` agent's to use. */
  readonly key: IKey;

  /** Encrypts the nodes' disks; of the region, and the `compute` agent's to use. */
  readonly diskKey: IKey;

  /** What nodes act as; it is granted what every node needs. */
  readonly nodeAccount: IServiceAccount;

  /** Nodes, in each zone, of the pool that GKE insists on making and that is removed at once. @default 1 */
  readonly initialNodesPerZone?: number;

  /** Refuse deletion, by GKE's own switch and by Terraform. @default true */
  readonly deletionProtection?: boolean;
}

/** Where webhooks listen: cert-manager at 10250, Istio at 15017, most others at the first two. GKE opens 443 and 10250 by itself. */
const WEBHOOK_PORTS = [8443, 9443, 10250, 15017];

/** A regional Kubernetes control plane for nodes without public addresses; those come beside it, as `GkeNodePool`s. */
export class GkeCluster extends Construct {
  readonly id: string;
  /** URL of the API server: its name where `namedEndpoint`, else its address. */
  readonly endpoint: string;
  /** Base64 of the authority that signed the endpoint's certificate; absent where a public one did. */
  readonly certificateAuthority?: string;
  readonly diskKey: IKey;
  readonly nodeAccount: IServiceAccount;
  /** URL of who signs the tokens of its service accounts, for clouds that trust them; known at synth. */
  readonly issuer: string;

  private readonly workloadPool: string;

  constructor(scope: Construct, id: string, props: GkeClusterProps) {
    super(scope, id);
    const { name, vpc, zones, controlPlaneCidr, adminCidrs = [], namedEndpoint = false, nodeAccount } = props;
    const { key, diskKey, initialNodesPerZone = 1, deletionProtection = true } = props;
    const { id: project, region } = projectOf(this);
    const { id: subnet, pods, services } = vpc.subnet(props.subnet);
    this.checkNetworks(props, pods, services);

    const nodeRole = grantProject(nodeAccount, "roles/container.defaultNodeServiceAccount");
    const cluster = new ContainerCluster(this, "Default", {
      ...AUTHENTICATION,
      ...HARDENING,
      ...ADDONS,
      ...OBSERVATION,
      ...UPGRADES,
      name,
      location: region,
      nodeLocations: zones && [...zones],
      deletionProtection,
      network: vpc.id,
      subnetwork: subnet,
      networkingMode: "VPC_NATIVE",
      ipAllocationPolicy: { clusterSecondaryRangeName: pods?.name, servicesSecondaryRangeName: services?.name },
      privateClusterConfig: {
        enablePrivateNodes: true,
        enablePrivateEndpoint: adminCidrs.length === 0,
        masterIpv4CidrBlock: controlPlaneCidr,
      },
      masterAuthorizedNetworksConfig: {
        cidrBlocks: adminCidrs.map((cidrBlock) => ({ cidrBlock, displayName: "administrators" })),
        // Anybody's machine in Google Cloud has one of those.
        gcpPublicCidrsAccessEnabled: false,
        privateEndpointEnforcementEnabled: true,
      },
      controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: namedEndpoint } },
      workloadIdentityConfig: { workloadPool: `${project}.svc.id.goog` },
      databaseEncryption: { state: "ENCRYPTED", keyName: key.id },
      removeDefaultNodePool: true,
      initialNodeCount: initialNodesPerZone,
      // Small: left to GKE, every node for a few minutes would count 100 GB against the region's SSD quota.
      nodeConfig: {
        ...secureNode(diskKey, nodeAccount),
        machineType: "e2-medium",
        diskType: "pd-standard",
        diskSizeGb: 20,
      },
      lifecycle: { preventDestroy: deletionProtection, ignoreChanges: ["initial_node_count", "node_config"] },
      // Nodes without it are up, but report nothing and count as unhealthy; GKE waits for the first ones.
      dependsOn: [nodeRole],
    });
    new FirewallRule(this, "webhooks", {
      name: `${name}-webhooks`,
      vpc,
      description: "From the control plane to webhooks on the nodes",
      ports: WEBHOOK_PORTS,
      from: { cidrs: [controlPlaneCidr] },
      to: { serviceAccounts: [nodeAccount] },
    });
    this.id = cluster.id;
    const host = namedEndpoint ? cluster.controlPlaneEndpointsConfig.dnsEndpointConfig.endpoint : cluster.endpoint;
    this.endpoint = `https://${host}`;
    this.certificateAuthority = namedEndpoint ? undefined : cluster.masterAuth.clusterCaCertificate;
    this.diskKey = diskKey;
    this.nodeAccount = nodeAccount;
    this.issuer = `https://container.googleapis.com/v1/projects/${project}/locations/${region}/clusters/${name}`;
    this.workloadPool = cluster.workloadIdentityConfig.workloadPool;
  }

  /**
   * Lets pods of a Kubernetes service account act as a Google account, without a key. They find
   * it by the account's annotation: see `actingAs`.
   */
  letActAs(account: ServiceAccount, namespace: string, kubernetesAccount: string): void {
    const member = `serviceAccount:${this.workloadPool}[${namespace}/${kubernetesAccount}]`;
    account.allowActing(`workload-${namespace}-${kubernetesAccount}`, member);
  }

  private checkNetworks(
    { adminCidrs = [], controlPlaneCidr, subnet }: GkeClusterProps,
    pods: SecondaryRange | undefined,
    services: SecondaryRange | undefined,
  ): void {
    const fail = (rule: string, got: string) => {
      throw new Error(`${this.node.path}: ${rule}, got ${got}`);
    };
    const open = adminCidrs.find((cidr) => cidr.endsWith("/0"));
    if (open !== undefined) {
      fail("adminCidrs must be networks of administrators, never the whole world", open);
    }
    if (!controlPlaneCidr.endsWith("/28")) {
      fail("controlPlaneCidr must be a /28", controlPlaneCidr);
    }
    if (!pods || !services) {
      fail("subnet must be one with podsCidr and servicesCidr", subnet);
    }
  }
}

/** Annotations of a Kubernetes service account whose pods act as a Google one. */
export function actingAs(account: IServiceAccount): Record<string, string> {
  return { "iam.gke.io/gcp-service-account": account.email };
}
