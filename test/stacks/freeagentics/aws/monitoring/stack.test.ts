import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { production } from "../../../../../environments/freeagentics/production";
import { stacks } from "../../../../support/stacks";

const stack = stacks["freeagentics-production-monitoring"]!;
const { primary, secondary } = production.monitoring!;
const instances: Json = stack.resource.aws_instance;
const SERVERS = { primary, secondary };

/** Files that the server's user data writes, by path. */
function filesOf(server: string): Record<string, string> {
  const { write_files } = JSON.parse(instances[server].user_data.replace("#cloud-config\n", ""));
  return Object.fromEntries(write_files.map(({ path, content }: Json) => [path, content]));
}

test.each(Object.entries(SERVERS))(
  "runs the %s server as the environment says, encrypted and with IMDSv2",
  (id, settings) => {
    expect(instances[id]).toMatchObject({
      instance_type: settings.instanceType,
      private_ip: settings.privateIp,
      metadata_options: { http_tokens: "required" },
      user_data_replace_on_change: true,
    });
    expect(stack.resource.aws_ebs_volume[`${id}-data`]).toMatchObject({
      size: settings.storageGibibytes,
      encrypted: true,
      lifecycle: { prevent_destroy: true },
      tags: { SnapshotPolicy: "freeagentics-monitoring-snapshots" },
    });
    expect(filesOf(id)["/usr/local/bin/run-prometheus"]).toContain(
      `'--storage.tsdb.retention.time=${settings.retentionDays}d'`,
    );
  },
);

test("encrypts the servers' root volumes", () => {
  expect(only(stack, "aws_launch_template").block_device_mappings).toMatchObject([{ ebs: { encrypted: "true" } }]);
});

test("stays within the size of user data when the attributes of other stacks are long", () => {
  for (const { user_data } of Object.values<Json>(instances)) {
    expect(Buffer.byteLength(user_data) + 1000).toBeLessThan(16 * 1024);
  }
});

test("lets Alertmanager publish to the topics, the servers discover instances and the exporters log in with tokens", () => {
  const policies = Object.values<Json>(stack.resource.aws_iam_role_policy)
    .map(({ policy }) => policy)
    .join();

  for (const action of [
    "sns:Publish",
    "ec2:DescribeInstances",
    "rds-db:connect",
    "elasticache:Connect",
    "s3:GetObject",
  ]) {
    expect(policies).toContain(action);
  }
});

test("gives the servers the rendered files", () => {
  const objects = Object.values<Json>(stack.resource.aws_s3_object);
  const keys = objects.map(({ key }) => key);

  expect(keys).toContain("configuration/grafana/provisioning/datasources/datasource.yml");
  expect(keys.filter((key: string) => key.startsWith("configuration/grafana/dashboards/"))).toHaveLength(6);
  const configuration = parse(objects.find(({ key }) => key.endsWith("prometheus.yml"))!.content);
  expect(configuration.alerting.alertmanagers[0].static_configs[0].targets).toEqual([
    `${primary.privateIp}:9093`,
    `${secondary.privateIp}:9093`,
  ]);
});

test("fires when a server is silent, also when it publishes nothing", () => {
  const alarms = Object.values<Json>(stack.resource.aws_cloudwatch_metric_alarm);

  expect(alarms.filter(({ metric_name }) => metric_name === "Healthy")).toMatchObject(
    Object.keys(SERVERS).map((id) => ({
      dimensions: { Server: `freeagentics-prometheus-${id}` },
      treat_missing_data: "breaching",
      comparison_operator: "LessThanThreshold",
    })),
  );
});

test("has Grafana on the primary server only", () => {
  expect(Object.keys(filesOf("primary"))).toContain("/etc/systemd/system/grafana.service");
  expect(Object.keys(filesOf("secondary"))).not.toContain("/etc/systemd/system/grafana.service");
});

test("reaches the applications, the database and the cache, and nothing of the internet but HTTPS", () => {
  const rules = (name: string) =>
    Object.values<Json>(stacks[name]!.resource.aws_vpc_security_group_ingress_rule ?? {}).filter((rule) =>
      rule.referenced_security_group_id?.includes("monitoring"),
    );

  expect(rules("freeagentics-production-network").map(({ from_port }) => from_port)).toEqual(
    expect.arrayContaining([9090, 9100]),
  );
  expect(rules("freeagentics-production-data").map(({ from_port }) => from_port)).toEqual(
    expect.arrayContaining([5432, 6379]),
  );
  expect(rules("freeagentics-production-monitoring")).toEqual([]);
});

test("opens the servers' pages to the bastion and the VPN", () => {
  const ports = Object.values<Json>(
    stacks["freeagentics-production-access"]!.resource.aws_vpc_security_group_ingress_rule,
  )
    .filter(({ security_group_id }) => security_group_id.includes("monitoring"))
    .map(({ from_port }) => from_port);

  expect(ports.sort()).toEqual([3000, 3000, 9090, 9090, 9093, 9093]);
});

test("is absent without the environment's monitoring settings", () => {
  expect(stacks["freeagentics-development-monitoring"]).toBeUndefined();
});
