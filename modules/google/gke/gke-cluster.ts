import { ContainerCluster, type ContainerClusterConfig } from "@cdktf/provider-google/lib/container-cluster";
import { check, fail } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { FirewallRule } from "../network/firewall-rule";
import type { IVpc } from "../network/vpc";
import { addDefaultAlerts } from "../operations/default-alerts";
import { projectOf } from "../project";
import type { IKey } from "../security/key";
import { grantProject, type IServiceAccount } from "../security/service-account";
import { ExistingGkeCluster, type GkeClusterAttributes } from "./existing-gke-cluster";
import { gkeAlerts } from "./gke-alerts";
import { ADDONS, AUTHENTICATION, HARDENING, OBSERVATION, secureNode, UPGRADES } from "./settings";

/** A cluster that node pools can join. */
export interface IGkeCluster extends IConstruct {
  readonly id: string;
  /** Key of the nodes' disks. */
  readonly diskKey: IKey;
  /** Account of the nodes. */
  readonly nodeAccount: IServiceAccount;
}

/** Names by which `gcloud container clusters describe` finds a cluster. */
export interface GkeLocation {
  readonly project: string;
  readonly region: string;
  readonly name: string;
  /** Whether clients reach it at the DNS-based endpoint. */
  readonly namedEndpoint: boolean;
}

export interface GkeClusterProps {
  /**
   * Name of the cluster: 1 to 40 lower-case letters, digits and hyphens, beginning with a letter. A change replaces the
   * cluster.
   */
  readonly name: string;

  readonly vpc: IVpc;

  /** Name of the subnet, which must have secondary ranges for pods and services. A change replaces the cluster. */
  readonly subnet: string;

  /** Zones of the nodes of pools without zones of their own. @default three zones that Google chooses */
  readonly zones?: readonly string[];

  /** Unused /28 block of the control plane, which also calls webhooks from it. A change replaces the cluster. */
  readonly controlPlaneCidr: string;

  /** CIDR blocks of administrators that may reach the endpoint's address from outside the VPC, never `0.0.0.0/0`. @default [], the address is private */
  readonly adminCidrs?: readonly string[];

  /**
   * Serve the API at the DNS-based endpoint too, which every network reaches and where Google admits callers with
   * `container.clusters.connect` only. Pipelines without fixed addresses need it.
   * https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation
   * @default false
   */
  readonly namedEndpoint?: boolean;

  /** Key in the project's region that encrypts Kubernetes secrets; the service agent `container` must be able to use it. */
  readonly key: IKey;

  /** Key in the project's region that encrypts the nodes' disks; the service agent `compute` must be able to use it. */
  readonly diskKey: IKey;

  /** Account of the nodes. The cluster grants it the role that every node needs. */
  readonly nodeAccount: IServiceAccount;

  /**
   * Nodes in each zone of the default pool, which GKE creates and Terraform deletes immediately: more of them only need
   * more quota for some minutes. A change after the first apply has no effect. @default 1
   */
  readonly initialNodesPerZone?: number;

  /** Refuse deletion by GKE and by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ContainerClusterConfig>;
}

/** Ports of admission webhooks: cert-manager's 10250, Istio's 15017, and two that most others use. GKE itself opens 443 and 10250. */
const WEBHOOK_PORTS = [8443, 9443, 10250, 15017];

/** A regional GKE cluster whose nodes have no external addresses. Its nodes are `GkeNodePool`s. */
export class GkeCluster extends Construct implements IGkeCluster {
  readonly id: string;
  /** URL of the API server: the DNS-based endpoint with `namedEndpoint`, otherwise the address. */
  readonly endpoint: string;
  /** Authority of the endpoint's certificate, base64; undefined for the DNS-based endpoint, whose authority is public. */
  readonly certificateAuthority?: string;
  readonly location: GkeLocation;
  readonly diskKey: IKey;
  readonly nodeAccount: IServiceAccount;
  /** Issuer URL of Kubernetes service account tokens, for other clouds that trust them; known at synthesis. */
  readonly issuer: string;

  private readonly workloadPool: string;

  /** A cluster that another stack or tool owns, for node pools in it. */
  static fromExisting(scope: Construct, id: string, attributes: GkeClusterAttributes): IGkeCluster {
    return new ExistingGkeCluster(scope, id, attributes);
  }

  constructor(scope: Construct, id: string, props: GkeClusterProps) {
    super(scope, id);
    const { name, vpc, zones, controlPlaneCidr, adminCidrs = [], namedEndpoint = false, nodeAccount } = props;
    const { key, diskKey, initialNodesPerZone = 1, deletionProtection = true, overrides } = props;
    const { id: project, region } = projectOf(this);
    const { id: subnet, pods, services } = vpc.subnet(props.subnet);
    if (!pods || !services) {
      fail(this, "subnet", "one with podsCidr and servicesCidr", props.subnet);
    }
    this.checkNetworks(adminCidrs, controlPlaneCidr);

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
      ipAllocationPolicy: { clusterSecondaryRangeName: pods.name, servicesSecondaryRangeName: services.name },
      privateClusterConfig: {
        enablePrivateNodes: true,
        enablePrivateEndpoint: adminCidrs.length === 0,
        masterIpv4CidrBlock: controlPlaneCidr,
      },
      masterAuthorizedNetworksConfig: {
        cidrBlocks: adminCidrs.map((cidrBlock) => ({ cidrBlock, displayName: "administrators" })),
        // Every machine in Google Cloud, of any customer, has one of these addresses.
        gcpPublicCidrsAccessEnabled: false,
        privateEndpointEnforcementEnabled: true,
      },
      controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: namedEndpoint } },
      workloadIdentityConfig: { workloadPool: `${project}.svc.id.goog` },
      databaseEncryption: { state: "ENCRYPTED", keyName: key.id },
      removeDefaultNodePool: true,
      initialNodeCount: initialNodesPerZone,
      // GKE's defaults would count 100 GB for each node of the default pool against the region's SSD quota.
      nodeConfig: {
        ...secureNode(diskKey, nodeAccount),
        machineType: "e2-medium",
        diskType: "pd-standard",
        diskSizeGb: 20,
      },
      lifecycle: { preventDestroy: deletionProtection, ignoreChanges: ["initial_node_count", "node_config"] },
      // Nodes without the role report no health, and GKE waits until the first ones are healthy.
      dependsOn: [nodeRole],
      ...overrides,
    });
    new FirewallRule(this, "webhooks", {
      name: `${name}-webhooks`,
      vpc,
      description: "From the control plane to webhooks on the nodes",
      ports: WEBHOOK_PORTS,
      from: { cidrs: [controlPlaneCidr] },
      to: { serviceAccounts: [nodeAccount] },
    });
    addDefaultAlerts(this, name, gkeAlerts(name));
    this.id = cluster.id;
    const host = namedEndpoint ? cluster.controlPlaneEndpointsConfig.dnsEndpointConfig.endpoint : cluster.endpoint;
    this.endpoint = `https://${host}`;
    this.certificateAuthority = namedEndpoint ? undefined : cluster.masterAuth.clusterCaCertificate;
    this.location = { project, region, name, namedEndpoint };
    this.diskKey = diskKey;
    this.nodeAccount = nodeAccount;
    this.issuer = `https://container.googleapis.com/v1/projects/${project}/locations/${region}/clusters/${name}`;
    this.workloadPool = cluster.workloadIdentityConfig.workloadPool;
  }

  /**
   * Allows the pods of a Kubernetes service account to act as a Google service account, without a key. The Kubernetes
   * service account needs the annotation that `actingAs` returns.
   */
  letActAs(account: IServiceAccount, namespace: string, kubernetesAccount: string): void {
    const member = `serviceAccount:${this.workloadPool}[${namespace}/${kubernetesAccount}]`;
    account.allowActing(`workload-${namespace}-${kubernetesAccount}`, member);
  }

  private checkNetworks(adminCidrs: readonly string[], controlPlaneCidr: string): void {
    const open = adminCidrs.find((cidr) => cidr.endsWith("/0"));
    check(this, open === undefined, "adminCidrs", "networks of administrators, never every address", open);
    check(this, controlPlaneCidr.endsWith("/28"), "controlPlaneCidr", "a /28", controlPlaneCidr);
  }
}

/** Annotations of a Kubernetes service account whose pods act as a Google service account. */
export function actingAs(account: IServiceAccount): Record<string, string> {
  return { "iam.gke.io/gcp-service-account": account.email };
}
