import { DnsRecord } from "@modules/cloudflare/dns/dns-record";
import { CacheRule } from "@modules/cloudflare/rules/cache-rule";
import { ZoneRules } from "@modules/cloudflare/rules/zone-rules";
import type { IZone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { CloudflareStack } from "../../base/cloudflare-stack";
import { addChallenges } from "../../parts/cloudflare/acme-challenges";
import type { PublicLabel } from "../aws/edge";
import { apiHosts } from "../cluster/pods";

export interface CloudflareEdgeProps {
  readonly zone: IZone;
  /** CloudFront distribution of each public name. */
  readonly distributions: Readonly<Record<PublicLabel, { readonly dnsName: string }>>;
}

/**
 * The public names, which Cloudflare proxies to CloudFront. Only CloudFront caches: two caches in a row would need two
 * purges, and CloudFront would not see the requests that Cloudflare answers.
 */
export class CloudflareEdgeStack extends CloudflareStack<DafnckmachineEnvironment> {
  constructor(scope: Construct, environment: DafnckmachineEnvironment, { zone, distributions }: CloudflareEdgeProps) {
    super(scope, environment, "edge");
    const hosts = Object.entries(distributions).map(([label, { dnsName }]) => {
      const content = dnsName;
      return new DnsRecord(this, label, { zone, name: `${label}.${zone.name}`, type: "CNAME", content }).name;
    });
    // cert-manager also issues certificates for the API inside the cluster.
    addChallenges(this, zone, apiHosts(environment));
    new CacheRule(this, "uncached", {
      rules: new ZoneRules(this, "rules", { zone }),
      description: "The CDN is their cache",
      expression: `(http.host in {${hosts.map((host) => `"${host}"`).join(" ")}})`,
      cache: false,
    });
  }
}
