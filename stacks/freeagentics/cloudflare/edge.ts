import { DnsRecord } from "@modules/cloudflare/dns/dns-record";
import { CacheRule } from "@modules/cloudflare/rules/cache-rule";
import { ConfigurationRule } from "@modules/cloudflare/rules/configuration-rule";
import { DdosOverride } from "@modules/cloudflare/rules/ddos-override";
import { FirewallRule } from "@modules/cloudflare/rules/firewall-rule";
import { ManagedWaf } from "@modules/cloudflare/rules/managed-waf";
import { RateLimit } from "@modules/cloudflare/rules/rate-limit";
import { ResponseHeaders } from "@modules/cloudflare/rules/response-headers";
import { ZoneRules } from "@modules/cloudflare/rules/zone-rules";
import type { IZone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import { CloudflareStack } from "../../base/cloudflare-stack";

export interface CloudflareEdgeProps {
  readonly zone: IZone;
  /**
   * Name of the load balancer or of the proxies; its certificate must cover the name, which fails over to the standby.
   */
  readonly origin: string;
}

const HOUR = 3600;
const MONTH = 30 * 24 * HOUR;
const YEAR = 365 * 24 * HOUR;

/**
 * File extensions to cache: Cloudflare's default list without documents and archives. These may belong to a single
 * user, and the edge TTL overrides the application's Cache-Control.
 * https://developers.cloudflare.com/cache/concepts/default-cache-behavior/
 */
const ASSETS =
  "css js png jpg jpeg gif webp avif svg svgz ico bmp tif tiff woff woff2 ttf otf eot mp3 mp4 webm ogg flac".split(" ");

/**
 * Parts of user agents of attack tools and of fake crawlers. The rule excludes genuine crawlers, which Cloudflare has
 * verified.
 */
const BAD_AGENTS = [
  "sqlmap",
  "nikto",
  "masscan",
  "zgrab",
  "nuclei",
  "scrapy",
  "crawler",
  "spider",
  "googlebot",
  "bingbot",
];

/** Public host names of the API and the application. */
export function hostsOf(zone: string) {
  return { api: `api.${zone}`, app: `app.${zone}` };
}

/**
 * The public names of the API and the application, proxied and cached by Cloudflare.
 * CloudFront serves another name, so that no response passes through two caches.
 */
export class CloudflareEdgeStack extends CloudflareStack<FreeagenticsEnvironment> {
  private readonly hosts: ReturnType<typeof hostsOf>;
  private readonly rules: ZoneRules;

  constructor(scope: Construct, environment: FreeagenticsEnvironment, { zone, origin }: CloudflareEdgeProps) {
    super(scope, environment, "edge");
    const comment = environment.proxies?.tier?.serves ? "The proxies" : "The public load balancer";
    this.hosts = hostsOf(zone.name);
    this.rules = new ZoneRules(this, "rules", { zone });
    for (const [id, name] of Object.entries(this.hosts)) {
      // The mode Full (strict) also accepts a certificate for the target of the CNAME.
      // https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/full-strict/
      new DnsRecord(this, id, { zone, name, type: "CNAME", content: origin, comment });
    }
    this.addCaching(zone.name);
    this.addConfiguration();
    this.addHeaders();
    this.addProtection();
  }

  /** Adds cache rules. The last matching rule applies. */
  private addCaching(zone: string): void {
    const { rules } = this;
    const { api, app } = this.hosts;
    new CacheRule(this, "api-bypass", {
      rules,
      description: "Answers of the API are somebody's own",
      expression: `(http.host eq "${api}")`,
      cache: false,
    });
    new CacheRule(this, "app-assets", {
      rules,
      description: "Assets of the application, and none of its pages",
      expression: `(http.host eq "${app}" and http.request.uri.path.extension in {${quoted(ASSETS)}})`,
      cache: true,
      edgeTtlSeconds: HOUR,
      browserTtlSeconds: 4 * HOUR,
    });
    new CacheRule(this, "static", {
      rules,
      description: "Static files of every host but the API's, last to win over the rules of hosts",
      expression: `(ends_with(http.host, ".${zone}") and http.host ne "${api}" and starts_with(http.request.uri.path, "/static/"))`,
      cache: true,
      edgeTtlSeconds: MONTH,
      browserTtlSeconds: YEAR,
      order: 1,
    });
  }

  private addConfiguration(): void {
    const { rules } = this;
    const { api, app } = this.hosts;
    new ConfigurationRule(this, "api-settings", {
      rules,
      description: "The API's origin is checked",
      expression: `(http.host eq "${api}")`,
      ssl: "strict",
      securityLevel: "high",
    });
    new ConfigurationRule(this, "app-settings", {
      rules,
      description: "The application's origin is checked",
      expression: `(http.host eq "${app}")`,
      ssl: "strict",
    });
  }

  /**
   * Adds response headers. The zone's settings add HSTS and `nosniff`; CloudFront sets these headers only for its own
   * name.
   */
  private addHeaders(): void {
    const hosts = quoted(Object.values(this.hosts));
    new ResponseHeaders(this, "security-headers", {
      rules: this.rules,
      description: "Security headers of the API and the application",
      expression: `(http.host in {${hosts}})`,
      headers: {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
      },
    });
  }

  private addProtection(): void {
    const { rules } = this;
    new DdosOverride(this, "ddos", { rules, sensitivity: "high", action: "managed_challenge" });
    new ManagedWaf(this, "managed-waf", { rules, sensitivity: "medium" });
    new FirewallRule(this, "bad-bots", {
      rules,
      description: "Block Bad Bots",
      // cf.client.bot is true for verified crawlers; a bot score needs the Bot Management add-on.
      expression: `(not cf.client.bot and (${BAD_AGENTS.map((agent) => `lower(http.user_agent) contains "${agent}"`).join(" or ")}))`,
    });
    new FirewallRule(this, "suspicious", {
      rules,
      description: "Challenge Suspicious",
      // The attack score replaces cf.threat_score, which is always 0 now.
      expression: '(cf.waf.score.class in {"attack" "likely_attack"})',
      action: "managed_challenge",
    });
    // This limit is against password guessing. The limit of the whole API also counts these requests.
    new RateLimit(this, "auth-limit", {
      rules,
      description: "Rate Limit Authentication",
      expression: '(starts_with(http.request.uri.path, "/api/v1/auth/"))',
      requests: 20,
      periodSeconds: 60,
      timeoutSeconds: 60,
    });
    new RateLimit(this, "api-limit", {
      rules,
      description: "Rate Limit API",
      expression: '(http.request.uri.path contains "/api/")',
      requests: 100,
      periodSeconds: 60,
      timeoutSeconds: 60,
    });
  }
}

/** The words as elements of a set in Cloudflare's Rules language. */
function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(" ");
}
