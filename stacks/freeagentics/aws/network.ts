import { HEALTH_CHECKERS } from "@modules/aws/dns/health-checkers";
import { CloudFrontServers } from "@modules/aws/network/cloudfront-servers";
import { PrefixList } from "@modules/aws/network/prefix-list";
import { SecurityGroup } from "@modules/aws/network/security-group";
import type { Vpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import { CLOUDFLARE_IPV4 } from "@modules/cloudflare/addresses";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import { AwsStack } from "../../base/aws-stack";
import { addVpc } from "../../parts/aws/vpc";

export interface NetworkNeeds {
  readonly logsKey: IKey;
}

/** Groups that later stacks share; who else reaches whom is said where the other is made. */
export interface TierGroups {
  /** What admits clients, whoever they are in this environment. */
  readonly loadBalancer: SecurityGroup;
  /** What admits the CDN where the other does not admit the world. */
  readonly cdn?: SecurityGroup;
  /** Application servers. */
  readonly app: SecurityGroup;
}

/** Where the application listens. */
export const APP_PORT = 8000;

/** Where the load balancer asks for no certificate of Cloudflare's, which the CDN and health checkers have not. */
export function directPort({ cloudflare }: FreeagenticsEnvironment): number {
  return cloudflare ? 8443 : 443;
}

/** The VPC of one region: subnets, routes, filters and the record of what flowed. */
export class NetworkStack extends AwsStack<FreeagenticsEnvironment> {
  readonly vpc: Vpc;
  readonly groups: TierGroups;

  constructor(
    scope: Construct,
    environment: FreeagenticsEnvironment,
    { logsKey }: NetworkNeeds,
    region = environment.account.region,
  ) {
    super(scope, environment, "network", { region });
    const primary = region === environment.account.region;
    this.vpc = addVpc(this, {
      logsKey,
      // Of the bastion, which stands in the primary region.
      sshCidrs: primary ? environment.access.adminCidrs : [],
    });
    this.groups = this.addTierGroups();
  }

  private addTierGroups(): TierGroups {
    const loadBalancer = new SecurityGroup(this, "load-balancer", {
      name: this.named("freeagentics-alb-sg"),
      description: "Public load balancer",
      vpc: this.vpc,
      ports: { http: 80, https: 443, direct: directPort(this.environment) },
    });
    const cdn = this.admitClients(loadBalancer);
    const app = new SecurityGroup(this, "app", {
      name: this.named("freeagentics-app-sg"),
      description: "Application servers",
      vpc: this.vpc,
      ports: { app: APP_PORT, ssh: 22 },
    });
    app.connections.allowFrom(loadBalancer, "app");
    app.connections.allowToCidr("0.0.0.0/0", 443, "AWS and external interfaces");
    return { loadBalancer, cdn, app };
  }

  /**
   * Everyone, or, where Cloudflare stands before the application, only who speaks
   * for them: it, where the load balancer wants its certificate as well, since
   * workers of strangers come from its addresses too; the CDN and the health
   * checkers, which have no certificate, at a port of their own.
   *
   * @returns the group that admits the CDN, whose addresses fill one
   */
  private admitClients({ connections }: SecurityGroup): SecurityGroup | undefined {
    if (!this.environment.cloudflare) {
      connections.allowFromCidr("0.0.0.0/0", "http", "Anyone, to be redirected to HTTPS");
      connections.allowFromCidr("0.0.0.0/0", "https", "Anyone");
      return undefined;
    }
    const listed = (id: string, cidrs: readonly string[]) =>
      new PrefixList(this, id, { name: this.named(`freeagentics-${id}`), cidrs });
    connections.allowFromPrefixList(listed("cloudflare", CLOUDFLARE_IPV4), "https", "Addresses of Cloudflare");
    const checkers = listed("health-checkers", HEALTH_CHECKERS);
    connections.allowFromPrefixList(checkers, "direct", "Addresses of health checkers");
    const cdn = new SecurityGroup(this, "cdn", {
      name: this.named("freeagentics-cdn-sg"),
      description: "CDN before the public load balancer",
      vpc: this.vpc,
      ports: { direct: directPort(this.environment) },
    });
    cdn.connections.allowFromPrefixList(new CloudFrontServers(this, "cloudfront"), "direct", "CloudFront");
    return cdn;
  }
}
