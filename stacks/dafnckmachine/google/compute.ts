import { CLOUDFLARE_IPV4 } from "@modules/cloudflare/addresses";
import { imageAddress } from "@modules/core/image-address";
import { type ContainerHost, containerHost } from "@modules/google/compute/container-host";
import { InstanceGroup, type InstanceGroupProps } from "@modules/google/compute/instance-group";
import { InstanceTemplate, type InstanceTemplateProps } from "@modules/google/compute/instance-template";
import { userName } from "@modules/google/database/postgres";
import { ApplicationLoadBalancer } from "@modules/google/load-balancing/application-load-balancer";
import { Backend } from "@modules/google/load-balancing/backend";
import { ManagedCertificate } from "@modules/google/load-balancing/managed-certificate";
import { SecurityPolicy } from "@modules/google/load-balancing/security-policy";
import type { ISubnet } from "@modules/google/network/subnets";
import type { IKey } from "@modules/google/security/key";
import { grantProject, ServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { GoogleStack } from "../../base/google-stack";
import { publicDomain } from "../../parts/cloudflare/public-domain";
import { PORTS } from "../ports";
import type { GoogleDataStack } from "./data";

export interface GoogleComputeProps {
  readonly subnet: ISubnet;
  readonly key: IKey;
  readonly data: Pick<GoogleDataStack, "database" | "documents" | "images">;
}

type Tier = "web" | "api";

interface TierProps extends Pick<InstanceTemplateProps, "image" | "tags" | "account"> {
  readonly port: number;
  readonly baseInstanceName: string;
  readonly scaling?: InstanceGroupProps["scaling"];
  /** Packages for the host, and environment variables of the container. */
  readonly host?: Pick<ContainerHost, "packages" | "environment">;
}

/** First label of the name of Google Cloud's load balancer. */
export const GOOGLE_LABEL = "gcp";

/** First labels of the public names that point to Google Cloud after a failover. */
const FAILOVER_LABELS = ["app", "api"] as const;

/**
 * The web and API tiers in Google Cloud, each a managed instance group that runs the tier's
 * image, behind one load balancer. Push the images first; autohealing keeps recreating
 * instances that do not respond.
 */
export class GoogleComputeStack extends GoogleStack<DafnckmachineEnvironment> {
  readonly loadBalancer: ApplicationLoadBalancer;
  /** Backends of the load balancer by tier. */
  readonly backends: Readonly<Record<Tier, Backend>>;
  /** Certificates of the load balancer's own name, and of the public names that point to it after a failover. */
  readonly certificates: readonly ManagedCertificate[];

  private readonly props: GoogleComputeProps;
  private readonly securityPolicy: SecurityPolicy;

  constructor(scope: Construct, environment: DafnckmachineEnvironment, props: GoogleComputeProps) {
    super(scope, environment, "compute");
    this.props = props;
    this.securityPolicy = new SecurityPolicy(this, "web-firewall", {
      name: this.named("dafnckmachine"),
      // After a failover Cloudflare proxies the public names. Before a failover, only administrators use the load
      // balancer.
      ...(environment.cloudflare && {
        sourceCidrs: [...CLOUDFLARE_IPV4, ...this.google.adminCidrs],
        clientAddressHeader: "CF-Connecting-IP",
      }),
    });
    const { database, documents } = props.data;
    const { min, max, cpuUtilization } = this.google.compute.web;
    const accounts = { web: this.addAccount("web"), api: this.addAccount("api") };
    database.grantConnect(accounts.api);
    documents.grantReadWrite(accounts.api);
    const web = this.addTier("web", {
      account: accounts.web,
      image: "ubuntu-os-cloud/ubuntu-2404-lts-amd64",
      tags: ["web-server", "http-server", "https-server"],
      port: PORTS.web,
      baseInstanceName: "web-instance",
      scaling: { min, max, cpuUtilization },
      host: { packages: ["docker.io"] },
    });
    const api = this.addTier("api", {
      account: accounts.api,
      image: "cos-cloud/cos-stable",
      tags: ["api-server"],
      port: PORTS.api,
      baseInstanceName: "api-instance",
      host: {
        environment: {
          DATABASE_HOST: database.address,
          DATABASE_NAME: database.databaseName,
          // With IAM authentication, the password is an access token of the instance's service account.
          DATABASE_USER: userName(accounts.api),
          FIRESTORE_DATABASE: documents.name,
        },
      },
    });
    this.backends = { web, api };
    const { domain } = environment;
    const names = [
      `${GOOGLE_LABEL}.${domain}`,
      ...FAILOVER_LABELS.map((label) => `${label}.${publicDomain(environment)}`),
    ];
    this.certificates = names.map((domainName) => {
      const id = `certificate-${domainName.replaceAll(".", "-")}`;
      return new ManagedCertificate(this, id, { name: this.named("dafnckmachine"), domainName });
    });
    this.loadBalancer = new ApplicationLoadBalancer(this, "front", {
      name: this.named("dafnckmachine"),
      certificates: this.certificates,
      backend: web,
      paths: { "/api/*": api },
    });
  }

  private addAccount(tier: Tier): ServiceAccount {
    const account = new ServiceAccount(this, `${tier}-instances`, {
      name: this.named(`dafnckmachine-${tier}`),
      description: `Instances of the ${tier} tier`,
    });
    this.props.data.images.grantPull(account);
    grantProject(account, "roles/logging.logWriter");
    return account;
  }

  private addTier(tier: Tier, { image, tags, account, port, baseInstanceName, scaling, host }: TierProps): Backend {
    const { subnet, key, data } = this.props;
    const { zones, [tier]: settings } = this.google.compute;
    const { machineType, diskGibibytes, size, imageTag } = settings;
    const name = this.named(`dafnckmachine-${tier}`);
    const template = new InstanceTemplate(this, `${tier}-template`, {
      name,
      machineType,
      image,
      diskGibibytes,
      subnet,
      account,
      key,
      tags,
      userData: containerHost({
        name: tier,
        image: imageAddress(`${data.images.url}/${tier}`, imageTag),
        ports: { [port]: port },
        ...host,
      }),
    });
    const group = new InstanceGroup(this, tier, { name, baseInstanceName, template, zones, size, scaling, port });
    return new Backend(this, `${tier}-backend`, { name, group, securityPolicy: this.securityPolicy });
  }
}
