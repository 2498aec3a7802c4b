import { createHash } from "node:crypto";
import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { ComputeGlobalForwardingRule } from "@cdktf/provider-google/lib/compute-global-forwarding-rule";
import { ComputeManagedSslCertificate } from "@cdktf/provider-google/lib/compute-managed-ssl-certificate";
import { ComputeSslPolicy } from "@cdktf/provider-google/lib/compute-ssl-policy";
import { ComputeTargetHttpsProxy } from "@cdktf/provider-google/lib/compute-target-https-proxy";
import { ComputeUrlMap } from "@cdktf/provider-google/lib/compute-url-map";
import { Construct, type IConstruct } from "constructs";
import type { IBackend } from "./backend";

export interface IApplicationLoadBalancer extends IConstruct {
  /** IPv4. */
  readonly address: string;
}

export interface ApplicationLoadBalancerProps {
  /** 1 to 50 lower-case letters, digits and inner hyphens, a letter first: begins the names of its parts. */
  readonly name: string;

  /** The name it answers to. Google issues the certificate once this name leads to its address, up to an hour later. */
  readonly domainName: string;

  /** Gets what no path says. */
  readonly backend: IBackend;

  /** By patterns such as `/api/*`. @default none */
  readonly paths?: Readonly<Record<string, IBackend>>;
}

/** One address for the world, answered over HTTPS alone by Google's nearest edge. */
export class ApplicationLoadBalancer extends Construct implements IApplicationLoadBalancer {
  readonly address: string;

  constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    super(scope, id);
    const { name, domainName, backend, paths = {} } = props;
    const wrong = Object.keys(paths).find((path) => !/^\/([^*?#]*\/)?(\*|[^*?#]+)$/.test(path));
    if (wrong !== undefined) {
      throw new Error(`${this.node.path}: paths must be absolute, with * at most as the last word, got ${wrong}`);
    }
    const address = new ComputeGlobalAddress(this, "address", { name, addressType: "EXTERNAL", ipVersion: "IPV4" });
    const urlMap = new ComputeUrlMap(this, "Default", {
      name,
      defaultService: backend.id,
      // Whatever other names are led here later.
      hostRule: [{ hosts: ["*"], pathMatcher: "paths" }],
      pathMatcher: [
        {
          name: "paths",
          defaultService: backend.id,
          pathRule: Object.entries(paths).map(([path, { id: service }]) => ({ paths: [path], service })),
        },
      ],
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
      // For another domain it is another one, of a name that is free: the proxy holds on to the old until then.
      lifecycle: { createBeforeDestroy: true },
    }).id;
  }
}
