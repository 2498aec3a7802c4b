import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/freeagentics/production";
import { stacks } from "../../../../support/stacks";

const { compute, account, database } = production;
const stack = stacks["freeagentics-production-compute"]!;
const template = stack.resource.aws_launch_template["app-template"] as Json;
const userData = Object.values<string>(stack.locals).find((text) => text.includes("/var/log/freeagentics"))!;

test("launches the environment's instance type, tagged like the stack", () => {
  expect(template.instance_type).toBe(compute.instanceType);
  expect(template.tag_specifications[0].tags).toMatchObject(stack.provider.aws[0].default_tags[0].tags);
});

test("keeps logs on a volume of their own and rotates them", () => {
  const { root, logs } = compute.volumeGibibytes;

  expect(template.block_device_mappings.map(({ ebs }: Json) => ebs.volume_size)).toEqual([root, logs]);
  expect(userData).toContain("/dev/sdf /var/log/freeagentics xfs");
  expect(userData).toContain("/etc/logrotate.d/freeagentics");
});

test("runs the image at the environment's version", () => {
  expect(userData).toMatch(new RegExp(`freeagentics-app\\w*repository_url}:${compute.imageTag}`));
});

test("passes the addresses of the replicas in its region to the application", () => {
  const names = database.replicas.filter(({ region }) => region === account.region).map(({ name }) => name);
  const [, hosts] = /DATABASE_READ_HOSTS=([^'\s]*)/.exec(userData)!;

  expect(hosts!.split(",")).toEqual(names.map((name) => expect.stringContaining(name)));
});

test("grants the servers their image, log group and data, and nothing else", () => {
  const replicas = database.replicas.filter(({ region }) => region === account.region);

  expect(
    Object.values<Json>(stack.resource.aws_iam_role_policy)
      .filter(({ role }) => role === "${aws_iam_role.app-role.name}")
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    "connect-to-cache",
    "connect-to-database-as-app",
    ...replicas.map(({ name }) => `connect-to-${name}-as-app`).sort(),
    "pull-freeagentics-app",
    "read-write-uploads",
    "write-app-logs",
  ]);
});

test("installs the CloudWatch agent, which may publish what the alarms on memory read", () => {
  const config = JSON.parse(userData.slice(userData.indexOf("{")));
  const agent = config.write_files.find(({ path }: Json) => path.includes("amazon-cloudwatch-agent"));
  const attached = Object.values<Json>(stack.resource.aws_iam_role_policy_attachment);

  expect(config.packages).toContain("amazon-cloudwatch-agent");
  expect(JSON.parse(agent.content).metrics).toMatchObject({
    aggregation_dimensions: [["AutoScalingGroupName"]],
    metrics_collected: { disk: { resources: ["/", "/var/log/freeagentics"] } },
  });
  expect(attached).toContainEqual(
    expect.objectContaining({
      role: "${aws_iam_role.app-role.name}",
      policy_arn: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
    }),
  );
});

test("runs workers without a log volume, as a user of their own", () => {
  const worker = stack.resource.aws_launch_template["worker-template"] as Json;
  const text = Object.values<string>(stack.locals).find((one) => one.includes("DATABASE_USER=worker"))!;

  expect(worker.block_device_mappings).toHaveLength(1);
  expect(text).not.toContain("/var/log/freeagentics");
});
