import { expect, test } from "vitest";
import { placeholdersOf } from "../../../commands/runner/placeholders";
import { prepared } from "../../support/stacks";

function placeholder(value: unknown, rest: object = {}): unknown {
  const provider = { aws: [{ region: "eu-west-1", allowed_account_ids: ["210987654321"] }] };
  return placeholdersOf({ provider, ...rest, output: { one: { value } } }).one;
}

test("takes the values that the configuration states", () => {
  const resource = { aws_s3_bucket: { files: { bucket: "shop-files" } } };

  expect(placeholder("${aws_s3_bucket.files.bucket}", { resource })).toBe("shop-files");
  expect(placeholder("plain")).toBe("plain");
});

test.each([
  ["${aws_vpc.main.id}", /^vpc-[0-9a-f]{17}$/],
  ["${aws_subnet.a.id}", /^subnet-[0-9a-f]{17}$/],
  ["${aws_kms_key.data.arn}", /^arn:aws:kms:eu-west-1:210987654321:key\/[0-9a-f-]{36}$/],
  ["${aws_s3_bucket.files.arn}", /^arn:aws:s3:::[0-9a-f]{17}$/],
  ["${aws_iam_role.app.arn}", /^arn:aws:iam::210987654321:role\/[0-9a-f]{17}$/],
  ["${aws_eks_cluster.main.vpc_config[0].cluster_security_group_id}", /^sg-[0-9a-f]{17}$/],
  ["${aws_eks_cluster.main.endpoint}", /^https:\/\/[0-9a-f]{17}\.placeholder\.invalid$/],
  ["${google_compute_network.main.id}", /^projects\/placeholder\/global\/networks\/[0-9a-f]{17}$/],
])("gives %s its form", (expression, form) => {
  expect(placeholder(expression)).toMatch(form);
});

test("keeps lists and objects, and gives different resources different values", () => {
  const [first, second] = placeholder(["${aws_subnet.a.id}", "${aws_subnet.b.id}"]) as string[];

  expect(first).not.toBe(second);
  expect(placeholder({ a: "${aws_subnet.a.id}" })).toEqual({ a: first });
});

test("gives every value that stacks of this app read from each other a form", () => {
  const formless = prepared.flatMap(({ id, json }) =>
    Object.entries(placeholdersOf(json))
      .filter(([name, value]) => name.startsWith("cross-stack-") && String(value).startsWith("placeholder-"))
      .map(([name]) => `${id} ${name}`),
  );

  // Arguments for names and ids without a fixed form, and for expressions with several values.
  const free = /(name|identifier|_id|id|location|value|network|version_actual)$|bucket|local/i;
  expect(formless.filter((one) => !free.test(one))).toEqual([]);
});
