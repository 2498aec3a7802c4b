import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/freeagentics/production";
import { stacks } from "../../../../support/stacks";

const { compute, account, database } = production;
const stack = stacks["freeagentics-production-compute"]!;
const template = only(stack, "aws_launch_template");
const userData = Object.values<string>(stack.locals).find((text) => text.startsWith("#cloud-config"))!;

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
