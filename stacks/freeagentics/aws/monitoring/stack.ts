import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { managedPolicyArn } from "@modules/aws/account";
import { LaunchTemplate } from "@modules/aws/compute/launch-template";
import type { IPostgres } from "@modules/aws/database/postgres/postgres";
import type { Redis } from "@modules/aws/database/redis/redis";
import type { ISecurityGroup } from "@modules/aws/network/security-group";
import type { Vpc } from "@modules/aws/network/vpc";
import type { Alerts } from "@modules/aws/operations/alerts";
import { CONFIGURATION_KEYS } from "@modules/aws/security/data-actions";
import type { IKey } from "@modules/aws/security/key";
import { grant, Role } from "@modules/aws/security/role";
import { Bucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import { SnapshotPolicy } from "@modules/aws/storage/snapshot-policy";
import { escapeTemplates } from "@modules/core/templates";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment, MonitoringSettings } from "../../../../environments/freeagentics/schema";
import { AwsStack } from "../../../base/aws-stack";
import { renderMonitoringFiles } from "../../monitoring/files";
import { MONITORING_USER } from "../data/users";
import { addServer, NAMESPACE } from "./server";

export interface MonitoringProps {
  readonly settings: MonitoringSettings;
  readonly vpc: Vpc;
  /** Security group of the servers. */
  readonly group: ISecurityGroup;
  readonly key: IKey;
  readonly alerts: Alerts;
  readonly data: { readonly database: IPostgres; readonly cache: Redis };
}

const SERVERS = ["primary", "secondary"] as const;

/**
 * Two servers with Prometheus and Alertmanager, which scrape the same targets and each other. The primary keeps metrics
 * longer and has Grafana. People connect to them through the bastion, the VPN or Session Manager.
 */
export class MonitoringStack extends AwsStack<FreeagenticsEnvironment> {
  constructor(
    scope: Construct,
    environment: FreeagenticsEnvironment,
    { settings, vpc, group, key, alerts, data }: MonitoringProps,
  ) {
    super(scope, environment, "monitoring");
    const nameOf = (server: (typeof SERVERS)[number]) => this.named(`freeagentics-prometheus-${server}`);
    const files = renderMonitoringFiles(this, settings, {
      names: { app: this.named("freeagentics-app"), monitoring: SERVERS.map(nameOf) },
      topics: alerts.plainTopics,
    });
    const bucket = new Bucket(this, "configuration", {
      name: this.named("freeagentics-monitoring-configuration"),
      noncurrentExpirationDays: 30,
      accessLogs: new LogBucket(this, "access-logs", {
        name: this.named("freeagentics-monitoring-access-logs"),
        deletionProtection: environment.deletionProtection,
      }),
      deletionProtection: environment.deletionProtection,
    });
    const objects = Object.entries(files).map(
      ([path, text]) =>
        new S3Object(this, `file-${path.replace(/\W+/g, "-")}`, {
          bucket: bucket.name,
          key: `${CONFIGURATION_KEYS}${path}`,
          content: escapeTemplates(text),
        }),
    );
    const role = new Role(this, "role", {
      name: this.named("freeagentics-monitoring"),
      description: "Servers of Prometheus",
      assumedBy: "ec2.amazonaws.com",
      managedPolicies: { "session-manager": managedPolicyArn(this, "AmazonSSMManagedInstanceCore") },
    });
    bucket.grantRead(role, CONFIGURATION_KEYS);
    alerts.grantPublish(role);
    data.database.grantConnect(role, MONITORING_USER);
    data.cache.grantMonitor(role);
    grant(
      role,
      "discover-targets",
      // `Describe*` actions do not support resource-level permissions.
      { actions: ["ec2:DescribeInstances", "ec2:DescribeAvailabilityZones"], resources: ["*"] },
    );
    grant(role, "publish-heartbeats", {
      actions: ["cloudwatch:PutMetricData"],
      resources: ["*"],
      conditions: { StringEquals: { "cloudwatch:namespace": NAMESPACE } },
    });
    const template = new LaunchTemplate(this, "template", {
      name: this.named("freeagentics-monitoring"),
      instanceType: settings.primary.instanceType,
      role,
      securityGroups: [group],
      key,
      userData: "",
      rootVolumeGibibytes: 30,
      tags: this.tags,
      networkInterface: false,
    });
    const snapshotPolicy = new SnapshotPolicy(this, "snapshots", {
      name: this.named("freeagentics-monitoring-snapshots"),
      key,
      retained: 7,
    });
    for (const server of SERVERS) {
      const peer = settings[server === "primary" ? "secondary" : "primary"];
      addServer(this, server, {
        name: nameOf(server),
        settings: settings[server],
        peer: peer.privateIp,
        vpc,
        group,
        key,
        template,
        snapshotPolicy,
        bucket,
        alerts,
        data,
        after: objects,
      });
    }
  }
}
