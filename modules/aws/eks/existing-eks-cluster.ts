import { Construct } from "constructs";
import { arn } from "../account";
import { Connections } from "../network/connections";
import type { EksVersion } from "../tables/eks-versions";
import { eksVersion } from "./eks-versions";

export interface EksClusterAttributes {
  /** Name of a cluster in the stack's account and region. */
  readonly name: string;

  /** Kubernetes version in `EKS_VERSIONS`. */
  readonly version: string;

  readonly endpoint: string;

  /** Certificate of the CA that signed the endpoint's certificate, in base64. */
  readonly certificateAuthority: string;

  /** Id of the cluster security group. */
  readonly securityGroupId: string;

  /** Ports of pods that clients outside the cluster connect to, by a name. @default {} */
  readonly podPorts?: Readonly<Record<string, number>>;
}

/**
 * The result of `EksCluster.fromExisting`.
 *
 * @internal
 */
export class ExistingEksCluster extends Construct {
  readonly name: string;
  readonly physicalName: string;
  readonly arn: string;
  readonly endpoint: string;
  readonly certificateAuthority: string;
  readonly version: EksVersion;
  readonly connections: Connections;

  constructor(scope: Construct, id: string, attributes: EksClusterAttributes) {
    super(scope, id);
    const { name, version, endpoint, certificateAuthority, securityGroupId, podPorts = {} } = attributes;
    this.name = name;
    this.physicalName = name;
    this.arn = arn(this, "eks", `cluster/${name}`);
    this.endpoint = endpoint;
    this.certificateAuthority = certificateAuthority;
    this.version = eksVersion(this, version);
    this.connections = new Connections(this, securityGroupId, { api: 443, ...podPorts }, true);
  }
}
