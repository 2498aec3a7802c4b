import { createHash } from "node:crypto";
import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { ComputeGlobalForwardingRule } from "@cdktf/provider-google/lib/compute-global-forwarding-rule";
import { ComputeManagedSslCertificate } from "@cdktf/provider-google/lib/compute-managed-ssl-certificate";
import { ComputeSslPolicy } from "@cdktf/provider-google/lib/compute-ssl-policy";
import { ComputeTargetHttpsProxy } from "@cdktf/provider-google/lib/compute-target-https-proxy";
import { ComputeUrlMap, type ComputeUrlMapConfig } from "@cdktf/provider-google/lib/compute-url-map";
import { check } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import type { IBackend } from "./backend";

export interface IApplicationLoadBalancer extends IConstruct {
  /** IPv4 address. */
  readonly address: string;
}

export interface ApplicationLoadBalancerProps {
  /** 1 to 50 lower-case letters, digits and inner hyphens, a letter first; the prefix of the names of its parts. */
  readonly name: string;

  /** Domain of the certificate. Google issues it after a DNS record points the domain to the address, within an hour. */
  readonly domainName: string;

  /** Backend for requests that match no path. */
  readonly backend: IBackend;

  /** Backends by path: exact, or with `*` as the last segment, such as `/api/*`. @default {} */
  readonly paths?: Readonly<Record<string, IBackend>>;

  /** Arguments of the `google_compute_url_map` that replace what this module sets. @default none */
  readonly overrides?: Partial<ComputeUrlMapConfig>;
}

/** A global external Application Load Balancer: one anycast address that accepts HTTPS only, with TLS 1.2 or later. */
export class ApplicationLoadBalancer extends Construct implements IApplicationLoadBalancer {
  readonly address: string;

  constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    super(scope, id);
    const { name, domainName, backend, paths = {}, overrides } = props;
    const wrong = Object.keys(paths).find((path) => !/^\/([^*?#]*\/)?(\*|[^*?#]+)$/.test(path));
    check(this, wrong === undefined, "paths", "absolute, with * at most as the last segment", wrong);
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
      sslCertificates: [this.addCertificate(name, domainName)],
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
    this.address = address.address;
  }

  private addCertificate(name: string, domainName: string): string {
    return new ComputeManagedSslCertificate(this, "certificate", {
      name: `${name}-${createHash("sha256").update(domainName).digest("hex").slice(0, 8)}`,
      managed: { domains: [domainName] },
      // The proxy uses the old certificate until the one for another domain exists, which needs a name of its own.
      lifecycle: { createBeforeDestroy: true },
    }).id;
  }
}
