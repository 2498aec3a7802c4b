import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct, type IConstruct } from "constructs";
import type { ICertificate } from "../edge/certificate";
import type { LogBucket } from "../storage/log-bucket";
import type { IConnectable } from "./connections";
import { HttpsListener } from "./listener";
import { checkLoadBalancerName } from "./load-balancer-name";
import type { ITargetGroup } from "./target-group";
import type { IVpc } from "./vpc";

export interface IApplicationLoadBalancer extends IConstruct {
  readonly arn: string;
  /** What metrics name it by: `app/<name>/<id>`. */
  readonly arnSuffix: string;
  readonly dnsName: string;
  /** Zone of its DNS name, for alias records. */
  readonly zoneId: string;
}

export interface ApplicationLoadBalancerProps {
  /** 1 to 32 letters, digits and inner hyphens, not beginning with `internal-`. A change replaces it. */
  readonly name: string;

  readonly vpc: IVpc;

  /** Group of at least two subnets. @default "public" */
  readonly subnetGroup?: string;

  /** Whether only the VPC can reach it. @default false */
  readonly internal?: boolean;

  /** What admits its clients on 80 and 443, and on the test port. */
  readonly securityGroups: readonly IConnectable[];

  readonly certificate: ICertificate;

  /** Gets what no rule of the listener takes. */
  readonly targetGroup: ITargetGroup;

  /** Receives a record of each request, under the load balancer's name. Must be encrypted by S3 itself. */
  readonly logBucket: LogBucket;

  /** Port of a second listener, where a new version answers before it gets traffic. @default none */
  readonly testPort?: number;

  /** 1 to 4000; above the longest time a target takes to answer. @default 60 */
  readonly idleTimeoutSeconds?: number;

  /** Besides the environment's. @default none */
  readonly tags?: Readonly<Record<string, string>>;

  /** Refuse deletion, by AWS and by Terraform. @default true */
  readonly deletionProtection?: boolean;
}

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
    const { targetGroup, logBucket, testPort, idleTimeoutSeconds = 60, deletionProtection = true } = props;
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
    this.https = new HttpsListener(this, "https", { loadBalancerArn: this.arn, port: 443, certificate, targetGroup });
    this.test = testPort
      ? new HttpsListener(this, "test", { loadBalancerArn: this.arn, port: testPort, certificate })
      : undefined;
  }
}
