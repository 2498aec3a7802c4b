import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct, type IConstruct } from "constructs";
import type { ICertificate } from "../dns/certificate";
import type { IConnectable } from "../network/connections";
import type { IVpc } from "../network/vpc";
import type { LogBucket } from "../storage/log-bucket";
import { HttpsListener, ListenerRule } from "./listener";
import { checkLoadBalancerName } from "./name";
import type { ITargetGroup } from "./target-group";
import type { ITrustStore } from "./trust-store";

export interface IApplicationLoadBalancer extends IConstruct {
  readonly arn: string;
  /** What metrics name it by: `app/<name>/<id>`. */
  readonly arnSuffix: string;
  readonly dnsName: string;
  /** Zone of its DNS name, for alias records. */
  readonly zoneId: string;
}

/** What clients have to prove on 443, and where those go that cannot. */
export interface ClientVerification {
  /** Whose certificates are accepted. */
  readonly trustStore: ITrustStore;
  /** 1 to 5 names that are answered; others get 404, as whoever has such a certificate may ask for strangers too. */
  readonly hosts: readonly string[];
  /** Port of another listener, which asks for no certificate and answers to all names. */
  readonly openPort: number;
}

export interface ApplicationLoadBalancerProps {
  /** 1 to 32 letters, digits and inner hyphens, not beginning with `internal-`. A change replaces it. */
  readonly name: string;

  readonly vpc: IVpc;

  /** Group of at least two subnets. @default "public" */
  readonly subnetGroup?: string;

  /** Whether only the VPC can reach it. @default false */
  readonly internal?: boolean;

  /** What admits its clients on 80 and 443, and on the test port and the open one. */
  readonly securityGroups: readonly IConnectable[];

  readonly certificate: ICertificate;

  /** Gets what no rule of the listener takes. */
  readonly targetGroup: ITargetGroup;

  /** Receives a record of each request, under the load balancer's name. Must be encrypted by S3 itself. */
  readonly logBucket: LogBucket;

  /** Port of a second listener, where a new version answers before it gets traffic. @default none */
  readonly testPort?: number;

  /** @default none: whom the security groups admit on 443 is served */
  readonly verification?: ClientVerification;

  /** 1 to 4000; above the longest time a target takes to answer. @default 60 */
  readonly idleTimeoutSeconds?: number;

  /** Besides the environment's. @default none */
  readonly tags?: Readonly<Record<string, string>>;

  /** Refuse deletion, by AWS and by Terraform. @default true */
  readonly deletionProtection?: boolean;
}

/** Priority after those of all other rules, as it stands in for a default. */
const LAST = 50_000;

/** A load balancer that speaks HTTPS; plain HTTP is redirected. */
export class ApplicationLoadBalancer extends Construct implements IApplicationLoadBalancer {
  readonly arn: string;
  readonly arnSuffix: string;
  readonly dnsName: string;
  readonly zoneId: string;
  /** Takes rules of later stacks. */
  readonly https: HttpsListener;
  /** Answers 404 to what no rule takes. */
  readonly test: HttpsListener | undefined;

  constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    super(scope, id);
    const { name, vpc, subnetGroup = "public", internal = false, securityGroups, certificate } = props;
    const { targetGroup, logBucket, testPort, verification } = props;
    const { idleTimeoutSeconds = 60, deletionProtection = true } = props;
    checkLoadBalancerName(this, name);
    const subnets = vpc.subnetIds(subnetGroup);
    if (subnets.length < 2) {
      throw new Error(`${this.node.path}: subnetGroup must have subnets in at least two zones, got ${subnets.length}`);
    }
    const balancer = new Lb(this, "Default", {
      name,
      loadBalancerType: "application",
      internal,
      subnets,
      securityGroups: securityGroups.map(({ connections }) => connections.groupId),
      idleTimeout: idleTimeoutSeconds,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: deletionProtection,
      tags: props.tags,
      accessLogs: { bucket: logBucket.nameWithPolicy, prefix: name, enabled: true },
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    new LbListener(this, "http", {
      loadBalancerArn: this.arn,
      port: 80,
      protocol: "HTTP",
      defaultAction: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
    });
    const listener = { loadBalancerArn: this.arn, certificate };
    this.https = new HttpsListener(this, "https", {
      ...listener,
      port: 443,
      targetGroup: verification ? undefined : targetGroup,
      trustStore: verification?.trustStore,
    });
    if (verification) {
      const { hosts, openPort } = verification;
      new ListenerRule(this, "hosts", { listener: this.https, priority: LAST, hosts, targetGroup });
      new HttpsListener(this, "open", { ...listener, port: openPort, targetGroup });
    }
    this.test = testPort ? new HttpsListener(this, "test", { ...listener, port: testPort }) : undefined;
  }
}
