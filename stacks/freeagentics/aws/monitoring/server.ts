import { Instance } from "@cdktf/provider-aws/lib/instance";
import { VolumeAttachment } from "@cdktf/provider-aws/lib/volume-attachment";
import type { LaunchTemplate } from "@modules/aws/compute/launch-template";
import type { IPostgres } from "@modules/aws/database/postgres/postgres";
import type { Redis } from "@modules/aws/database/redis/redis";
import type { ISecurityGroup } from "@modules/aws/network/security-group";
import type { Vpc } from "@modules/aws/network/vpc";
import type { AlarmSpec } from "@modules/aws/operations/alarm";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IKey } from "@modules/aws/security/key";
import type { IBucket } from "@modules/aws/storage/bucket";
import type { ISnapshotPolicy } from "@modules/aws/storage/snapshot-policy";
import { Volume } from "@modules/aws/storage/volume";
import { fail } from "@modules/core/checks";
import { contains } from "@modules/core/cidr";
import type { ITerraformDependable } from "cdktf";
import type { FreeagenticsEnvironment, PrometheusServerSettings } from "../../../../environments/freeagentics/schema";
import type { AwsStack } from "../../../base/aws-stack";
import { addResourceAlarms } from "../../../parts/aws/alarms";
import { MONITORING_USER } from "../data/users";
import { programs } from "./programs";
import { serverUserData } from "./user-data";

export interface ServerProps {
  readonly name: string;
  readonly settings: PrometheusServerSettings;
  /** Address of the other server. */
  readonly peer: string;
  readonly vpc: Vpc;
  readonly group: ISecurityGroup;
  readonly key: IKey;
  /** Launch template with the role, the image and the root volume. */
  readonly template: LaunchTemplate;
  /** Policy that takes snapshots of the data volume. */
  readonly snapshotPolicy: ISnapshotPolicy;
  readonly bucket: IBucket;
  readonly alerts: IAlerts;
  readonly data: { readonly database: IPostgres; readonly cache: Redis };
  /** Files that must exist before the server starts. */
  readonly after: readonly ITerraformDependable[];
}

type Stack = AwsStack<FreeagenticsEnvironment>;

/** Namespace of the heartbeat metrics of the servers. */
export const NAMESPACE = "FreeAgentics/Monitoring";

const DEVICE = "/dev/sdf";

/**
 * One server with a separate volume for its data. To patch the server, replace its instance; the new instance attaches
 * the same volume.
 */
export function addServer(stack: Stack, id: string, props: ServerProps): void {
  const { name, settings, vpc, group, key, template, bucket, data, after } = props;
  const { region, environment } = stack;
  const { instanceType, privateIp, storageGibibytes, retentionDays } = settings;
  const { subnetId, availabilityZone } = subnetOf(stack, vpc, privateIp);
  const cache = { endpoint: data.cache.endpoint, user: data.cache.monitorName };
  const instance = new Instance(stack, id, {
    launchTemplate: { id: template.id, version: template.version },
    instanceType,
    subnetId,
    privateIp,
    vpcSecurityGroupIds: [group.id],
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    userData: serverUserData({
      region,
      bucket: bucket.name,
      device: DEVICE,
      name,
      namespace: NAMESPACE,
      cache: { group: stack.named("freeagentics-redis"), user: cache.user },
      programs: programs({
        retentionDays,
        storageGibibytes,
        address: privateIp,
        peer: props.peer,
        region,
        database: {
          address: data.database.address,
          port: data.database.port,
          name: environment.platform,
          user: MONITORING_USER,
        },
        cache,
        grafana: id === "primary",
      }),
    }),
    userDataReplaceOnChange: true,
    tags: { Name: name },
    dependsOn: [...after],
  });
  const volume = new Volume(stack, `${id}-data`, {
    name,
    availabilityZone,
    sizeGibibytes: storageGibibytes,
    key,
    snapshotPolicy: props.snapshotPolicy,
    deletionProtection: environment.deletionProtection,
  });
  new VolumeAttachment(stack, `${id}-attachment`, {
    deviceName: DEVICE,
    instanceId: instance.id,
    volumeId: volume.id,
    // The volume cannot be detached while its file system is in use.
    stopInstanceBeforeDetaching: true,
  });
  addResourceAlarms(stack, props.alerts, `freeagentics-prometheus-${id}`, alarms(name, instance.id));
}

function alarms(name: string, instanceId: string) {
  return {
    heartbeat: {
      metric: {
        namespace: NAMESPACE,
        name: "Healthy",
        dimensions: { Server: name },
        statistic: "Minimum",
        periodSeconds: 60,
      },
      below: 1,
      periods: 10,
      missingData: "breaching",
      severity: "warning",
      description: "Prometheus or Alertmanager has not answered for ten minutes; the other server still watches",
    },
    status: {
      metric: {
        namespace: "AWS/EC2",
        name: "StatusCheckFailed",
        dimensions: { InstanceId: instanceId },
        statistic: "Maximum",
        periodSeconds: 60,
      },
      above: 0,
      periods: 5,
      missingData: "breaching",
      severity: "warning",
      description: "The server of Prometheus has failed; EC2 recovers it by itself, or replace its instance",
    },
  } satisfies Record<string, AlarmSpec>;
}

/** The private subnet whose block contains the address. */
function subnetOf(stack: Stack, vpc: Vpc, address: string) {
  const zones = Object.entries(stack.environment.network.subnets.private?.cidrs ?? {});
  const index = zones.findIndex(([, cidr]) => contains(cidr, `${address}/32`));
  const [availabilityZone] = zones[index] ?? fail(stack, "monitoring", "in private subnets", address);
  return { availabilityZone, subnetId: vpc.subnetIds("private")[index]! };
}
