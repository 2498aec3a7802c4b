import type { ConfigMapV1Config } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { Construct } from "constructs";
import { Namespace } from "../security/namespace";
import { ConfigMap } from "./config-map";

export interface FargateLoggingProps {
  /**
   * An existing log group of CloudWatch Logs. The pod execution roles of the Fargate profiles must have permission to
   * write to it.
   */
  readonly logGroupName: string;

  /** Region of the log group. */
  readonly region: string;

  /** Refuse deletion of the namespace by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the config map that replace what this module sets. @default none */
  readonly overrides?: Partial<ConfigMapV1Config>;
}

/**
 * Sends the logs of all pods that run on Fargate to CloudWatch Logs. A daemon set cannot read them, because each of
 * these pods has a node of its own; Fargate's log router reads its configuration from the config map `aws-logging` in
 * the namespace `aws-observability` when a pod starts, so pods that already run must be replaced to send logs.
 * https://docs.aws.amazon.com/eks/latest/userguide/fargate-logging.html
 */
export class FargateLogging extends Construct {
  constructor(scope: Construct, id: string, props: FargateLoggingProps) {
    super(scope, id);
    const { logGroupName, region, deletionProtection, overrides } = props;
    const namespace = new Namespace(this, "namespace", {
      name: "aws-observability",
      labels: { "aws-observability": "enabled" },
      // The namespace has no pods.
      isolated: false,
      deletionProtection,
    });
    new ConfigMap(this, "Default", {
      name: "aws-logging",
      namespace: namespace.name,
      data: {
        // The log router's own logs would be many, and billed to the account, when its configuration is wrong.
        flb_log_cw: "false",
        "output.conf": section("OUTPUT", {
          Name: "cloudwatch_logs",
          Match: "kube.*",
          region,
          log_group_name: logGroupName,
          log_stream_prefix: "fargate-",
          // The log router would create a log group without a KMS key and without a retention period.
          auto_create_group: "false",
        }),
        "filters.conf": [
          section("FILTER", { Name: "parser", Match: "*", Key_name: "log", Parser: "crio" }),
          section("FILTER", {
            Name: "kubernetes",
            Match: "kube.*",
            Merge_Log: "On",
            Keep_Log: "Off",
            Buffer_Size: "0",
          }),
        ].join(""),
        "parsers.conf": section("PARSER", {
          Name: "crio",
          Format: "Regex",
          Regex: "^(?<time>[^ ]+) (?<stream>stdout|stderr) (?<logtag>P|F) (?<log>.*)$",
          Time_Key: "time",
          Time_Format: "%Y-%m-%dT%H:%M:%S.%L%z",
        }),
      },
      overrides,
    });
  }
}

/** A section of a Fluent Bit configuration in the classic format. */
function section(name: string, entries: Readonly<Record<string, string>>): string {
  const lines = Object.entries(entries).map(([key, value]) => `    ${key} ${value}\n`);
  return `[${name}]\n${lines.join("")}`;
}
