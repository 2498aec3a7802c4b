import { DnsRecord } from "@modules/cloudflare/dns/dns-record";
import { HealthAlert } from "@modules/cloudflare/load-balancing/health-alert";
import { LoadBalancer } from "@modules/cloudflare/load-balancing/load-balancer";
import { Monitor } from "@modules/cloudflare/load-balancing/monitor";
import { type IPool, Pool } from "@modules/cloudflare/load-balancing/pool";
import { CacheRule } from "@modules/cloudflare/rules/cache-rule";
import { ManagedWaf } from "@modules/cloudflare/rules/managed-waf";
import { RateLimit } from "@modules/cloudflare/rules/rate-limit";
import { Redirect } from "@modules/cloudflare/rules/redirect";
import { ZoneRules } from "@modules/cloudflare/rules/zone-rules";
import { bundleWorker } from "@modules/cloudflare/workers/bundle-worker";
import { GradualWorker } from "@modules/cloudflare/workers/gradual-worker";
import { WorkerRoute } from "@modules/cloudflare/workers/worker-route";
import { TieredCaching } from "@modules/cloudflare/zone/tiered-caching";
import type { IZone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { CloudflareStack } from "../../base/cloudflare-stack";
import { repositoryPath } from "../../base/repository";
import { addChallenges } from "../../parts/cloudflare/acme-challenges";
import { originHost, publicHosts } from "../cluster/gateway";
import type { Standby } from "../google/define";

export interface CloudflareEdgeProps {
  readonly zone: IZone;
  /** The part of the platform in Google Cloud. @default none: the platform runs only in AWS */
  readonly standby?: Standby;
}

/**
 * IPv6 discard prefix. Cloudflare responds to requests for these proxied records itself and never connects to the
 * address.
 */
const DISCARD_ADDRESS = "100::";

/**
 * Worker, rules and load balancers in front of LP. They send all requests to AWS, or to Google Cloud after the
 * promotion of its database. A failed health check does not cause a failover: the database in Google Cloud subscribes
 * to the database in AWS, so writes to it would be lost. Load balancing must be bought in addition to the plan, with
 * two endpoints and the regions that check them; the worker needs the plan Workers Paid.
 */
export class CloudflareEdgeStack extends CloudflareStack<LpEnvironment> {
  private readonly zone: IZone;

  constructor(scope: Construct, environment: LpEnvironment, { zone, standby }: CloudflareEdgeProps) {
    super(scope, environment, "edge");
    this.zone = zone;
    const hosts = publicHosts(environment);
    this.addLoadBalancers(hosts.api, standby);
    this.addWorker();
    new TieredCaching(this, "tiered-caching", { zone });
    const rules = new ZoneRules(this, "rules", { zone });
    this.addApexRedirect(rules, hosts.app);
    addChallenges(this, zone, Object.values(hosts));
    new ManagedWaf(this, "managed-waf", { rules });
    new RateLimit(this, "rate-limit", {
      rules,
      description: "As often as web ACLs let a client ask",
      expression: "true",
      requests: 2000,
      periodSeconds: 300,
    });
    new CacheRule(this, "api-bypass", {
      rules,
      description: "Answers of the API are somebody's own",
      expression: `(http.host eq "${hosts.api}")`,
      cache: false,
    });
  }

  private addLoadBalancers(apiHost: string, standby: Standby | undefined): void {
    const { accountId } = this.cloudflare;
    const monitor = new Monitor(this, "health", {
      accountId,
      description: this.named("lp-gateway"),
      // A pool is unhealthy after the second failed check.
      intervalSeconds: 15,
      // The gateways of both pools serve this host name, not the host name of their address.
      hostHeader: apiHost,
      // The gateway requires Cloudflare's client certificate, which health checks present only with a zone.
      zone: this.zone,
    });
    const aws = new Pool(this, "aws", {
      accountId,
      name: this.named("lp-aws"),
      description: `AWS, ${this.environment.account.region}`,
      origins: { gateway: { address: originHost(this.environment) } },
      monitor,
      checkRegions: ["ENAM"],
    });
    const google = standby && this.addStandby(standby, monitor);
    const active = this.environment.google?.promoted && google ? google : aws;
    for (const [label, name] of Object.entries(publicHosts(this.environment))) {
      const description = "The cloud whose database accepts writes";
      new LoadBalancer(this, label, { zone: this.zone, name, description, pools: [active] });
    }
    const { emails } = this.environment.alerts;
    const pools: IPool[] = google ? [aws, google] : [aws];
    new HealthAlert(this, "health-alert", { accountId, name: this.named("lp-gateway"), pools, emails });
  }

  /**
   * Adds the pool of the standby. It is enabled although no load balancer uses it, because Cloudflare does not check
   * disabled pools.
   */
  private addStandby({ gatewayAddress }: Standby, monitor: Monitor): Pool {
    return new Pool(this, "google", {
      accountId: this.cloudflare.accountId,
      name: this.named("lp-google"),
      description: "Google Cloud, which stands by",
      origins: { gateway: { address: gatewayAddress } },
      monitor,
      checkRegions: ["WNAM"],
    });
  }

  private addWorker(): void {
    const { accountId, workerRoutes, workerPrevious } = this.cloudflare;
    const worker = new GradualWorker(this, "worker", {
      accountId,
      name: this.named("lp-edge"),
      content: bundleWorker(repositoryPath("workers/lp-edge/index.ts")),
      compatibilityDate: "2025-11-01",
      environment: { ENVIRONMENT: this.environment.name },
      versionBinding: "VERSION",
      previous: workerPrevious,
    });
    for (const pattern of workerRoutes) {
      new WorkerRoute(this, `route-${slug(pattern)}`, { zone: this.zone, pattern, worker });
    }
  }

  /** Redirects the domain itself and `www` to the application. */
  private addApexRedirect(rules: ZoneRules, app: string): void {
    const names = [this.zone.name, `www.${this.zone.name}`];
    for (const name of names) {
      new DnsRecord(this, `home-${slug(name)}`, { zone: this.zone, name, type: "AAAA", content: DISCARD_ADDRESS });
    }
    new Redirect(this, "home", {
      rules,
      description: "The application",
      expression: `(http.host in {${names.map((name) => `"${name}"`).join(" ")}})`,
      to: { expression: `concat("https://${app}", http.request.uri.path)` },
    });
  }
}

/** Construct id for a route pattern or a host name. */
function slug(text: string): string {
  return text.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}
