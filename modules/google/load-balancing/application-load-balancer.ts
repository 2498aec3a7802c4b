import { CertificateManagerCertificateMap } from "@cdktf/provider-google/lib/certificate-manager-certificate-map";
import { CertificateManagerCertificateMapEntry } from "@cdktf/provider-google/lib/certificate-manager-certificate-map-entry";
import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { ComputeGlobalForwardingRule } from "@cdktf/provider-google/lib/compute-global-forwarding-rule";
import { ComputeSslPolicy } from "@cdktf/provider-google/lib/compute-ssl-policy";
import { ComputeTargetHttpsProxy } from "@cdktf/provider-google/lib/compute-target-https-proxy";
import { ComputeUrlMap, type ComputeUrlMapConfig } from "@cdktf/provider-google/lib/compute-url-map";
import { check, checkLength } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { addDefaultAlerts } from "../operations/default-alerts";
import { balancerAlerts } from "./alerts";
import type { IBackend } from "./backend";
import type { ICertificate } from "./managed-certificate";

export interface IApplicationLoadBalancer extends IConstruct {
  /** IPv4 address. */
  readonly address: string;
  /** Name of the URL map, by which metrics tell load balancers apart; known at synthesis. */
  readonly urlMap: string;
}

export interface ApplicationLoadBalancerProps {
  /**
   * Prefix of the names of the load balancer's parts: 1 to 50 lower-case letters, digits and inner hyphens, beginning
   * with a letter.
   */
  readonly name: string;

  /** Certificates by the domains that clients ask for, at least one; clients that name no other domain get the first. */
  readonly certificates: readonly ICertificate[];

  /** Backend for requests that match no path. */
  readonly backend: Pick<IBackend, "id">;

  /** Backends by path: exact, or with `*` as the last segment, such as `/api/*`. @default {} */
  readonly paths?: Readonly<Record<string, Pick<IBackend, "id">>>;

  /** Arguments of the `google_compute_url_map` that replace what this module sets. @default none */
  readonly overrides?: Partial<ComputeUrlMapConfig>;
}

/** A global external Application Load Balancer: one anycast address that accepts HTTPS only, with TLS 1.2 or later. */
export class ApplicationLoadBalancer extends Construct implements IApplicationLoadBalancer {
  readonly address: string;
  readonly urlMap: string;

  constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    super(scope, id);
    const { name, certificates, backend, paths = {}, overrides } = props;
    const wrong = Object.keys(paths).find((path) => !/^\/([^*?#]*\/)?(\*|[^*?#]+)$/.test(path));
    check(this, wrong === undefined, "paths", "absolute, with * at most as the last segment", wrong);
    checkLength(this, "certificates", certificates, 1);
    const address = new ComputeGlobalAddress(this, "address", { name, addressType: "EXTERNAL", ipVersion: "IPV4" });
    const urlMap = new ComputeUrlMap(this, "Default", {
      name,
      defaultService: backend.id,
      // Matches every host, so that further domains need no change here.
      hostRule: [{ hosts: ["*"], pathMatcher: "paths" }],
      pathMatcher: [
        {
          name: "paths",
          defaultService: backend.id,
          pathRule: Object.entries(paths).map(([path, { id: service }]) => ({ paths: [path], service })),
        },
      ],
      ...overrides,
    });
    const proxy = new ComputeTargetHttpsProxy(this, "proxy", {
      name,
      urlMap: urlMap.id,
      certificateMap: this.addCertificates(name, certificates),
      sslPolicy: new ComputeSslPolicy(this, "ssl-policy", { name, profile: "RESTRICTED", minTlsVersion: "TLS_1_2" }).id,
    });
    new ComputeGlobalForwardingRule(this, "https", {
      name: `${name}-https`,
      loadBalancingScheme: "EXTERNAL_MANAGED",
      ipAddress: address.id,
      ipProtocol: "TCP",
      portRange: "443",
      target: proxy.id,
    });
    addDefaultAlerts(this, name, balancerAlerts(name));
    this.urlMap = name;
    this.address = address.address;
  }

  /** @returns the full name of the map, as target proxies take it */
  private addCertificates(name: string, certificates: readonly ICertificate[]): string {
    const map = new CertificateManagerCertificateMap(this, "certificates", { name });
    const [primary, ...others] = certificates;
    new CertificateManagerCertificateMapEntry(this, "primary", {
      name: `${name}-primary`,
      map: map.name,
      matcher: "PRIMARY",
      certificates: [primary!.id],
    });
    for (const { id, domainName } of others) {
      const label = domainName.replaceAll(".", "-");
      new CertificateManagerCertificateMapEntry(this, `certificate-${label}`, {
        name: `${name}-${label}`,
        map: map.name,
        hostname: domainName,
        certificates: [id],
      });
    }
    return `//certificatemanager.googleapis.com/${map.id}`;
  }
}
