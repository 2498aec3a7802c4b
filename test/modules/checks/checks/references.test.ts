import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { faultsOf } from "@modules/testing/faults";
import { Fn, TerraformIterator, TerraformLocal, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { describe, expect, test } from "vitest";
import { faultsIn, soundStack } from "../../../support/faults";

function faultsOfPolicy(policy: string): string[] {
  return faultsIn((stack) => new IamPolicy(stack, "own", { name: "own", policy }));
}

describe("references", () => {
  test("fails for a resource that is not in the stack, and suggests a similar one", () => {
    const faults = faultsIn((stack) => {
      new SqsQueue(stack, "jobs", { name: "jobs" });
      new TerraformOutput(stack, "url", { value: "${aws_sqs_queue.job.url}" });
    });

    expect(faults).toEqual([
      "shop/url: value must refer to something in its stack, got aws_sqs_queue.job.url; did you mean aws_sqs_queue.jobs?",
    ]);
  });

  test.each(["var.size", "local.size", "module.size.arn", "data.aws_ami.base.id", "ephemeral.aws_kms_secrets.a.b"])(
    "fails for %s without a declaration",
    (reference) => {
      expect(faultsIn((stack) => new TerraformOutput(stack, "size", { value: `\${${reference}}` }))).toEqual([
        `shop/size: value must refer to something in its stack, got ${reference}; refer to the construct, so that cdktf knows where it is`,
      ]);
    },
  );

  test("fails for an expression in an argument that takes an address", () => {
    const faults = faultsIn((stack) => {
      const jobs = new SqsQueue(stack, "jobs", { name: "jobs" });
      new SqsQueue(stack, "late", { name: "late" }).addOverride("depends_on", [jobs.arn]);
    });

    expect(faults).toEqual([
      "shop/late: depends_on must be an address, got ${aws_sqs_queue.jobs.arn}; write aws_sqs_queue.jobs",
    ]);
  });

  test("finds a dangling reference inside a function, a condition, an index and a quoted template", () => {
    const value = '${try(upper(aws_a.a.b), true ? aws_b.b.c : { x = [aws_c.c["d"]] }, "${aws_d.d.e}")}';

    expect(faultsIn((stack) => new TerraformOutput(stack, "all", { value }))).toEqual(
      ["aws_a.a.b", "aws_b.b.c", "aws_c.c.d", "aws_d.d.e"].map((reference) =>
        expect.stringContaining(`got ${reference};`),
      ),
    );
  });

  test("finds a dangling reference in the key of a map", () => {
    expect(
      faultsIn((stack) => new SqsQueue(stack, "jobs", { name: "jobs", tags: { "${aws_vpc.main.id}": "owner" } })),
    ).toEqual([expect.stringContaining("got aws_vpc.main.id;")]);
  });

  test("fails when depends_on or a trigger names a missing resource", () => {
    const faults = faultsIn((stack) => {
      const queue = new SqsQueue(stack, "jobs", { name: "jobs" });
      queue.addOverride("depends_on", ["aws_vpc.main"]);
      queue.addOverride("lifecycle", { replace_triggered_by: ["aws_subnet.a"] });
    });

    expect(faults).toEqual([
      expect.stringContaining("shop/jobs: depends_on must refer to something in its stack, got aws_vpc.main;"),
      expect.stringContaining("lifecycle.replace_triggered_by must refer to something in its stack, got aws_subnet.a;"),
    ]);
  });

  test("fails for the provider of another stack", () => {
    const faults = faultsOf((app) => {
      const west = new AwsProvider(soundStack(app, "network"), "west", { alias: "west", region: "us-west-2" });
      new SqsQueue(soundStack(app), "jobs", { name: "jobs", provider: west });
    });

    expect(faults).toEqual([
      "shop/jobs: provider must be a provider of the stack, got aws.west; add it to the stack or pass a provider of the stack",
    ]);
  });

  test("accepts every kind of reference of Terraform and cdktf", () => {
    const faults = faultsIn((stack) => {
      const west = new AwsProvider(stack, "west", { alias: "west", region: "us-west-2" });
      const first = new SqsQueue(stack, "first", { name: "first", provider: west });
      const size = new TerraformVariable(stack, "size", { type: "number" });
      const prefix = new TerraformLocal(stack, "prefix", "shop");
      const zones = TerraformIterator.fromList(["a", "b"]);
      new SqsQueue(stack, "second", {
        name: "second",
        delaySeconds: size.numberValue,
        tags: { all: Fn.join(prefix.asString, [first.arn, "${terraform.workspace}", "${path.module}"]) },
        dependsOn: [first],
        // The address is a string, because cdktf writes a construct as an expression, which Terraform refuses here.
        lifecycle: { replaceTriggeredBy: [`aws_sqs_queue.${first.friendlyUniqueId}`] },
      });
      new SecurityGroup(stack, "each", { forEach: zones, name: zones.value, description: "Zone" });
      new AutoscalingGroup(stack, "group", {
        maxSize: 1,
        minSize: 1,
        tag: zones.dynamic({ key: zones.value }) as never,
      });
      new TerraformOutput(stack, "lengths", { value: "${{ for k, v in { a = 1 } : k => length(v) if v != null }}" });
      new TerraformOutput(stack, "lines", { value: "%{ for n in aws_sqs_queue.first.* ~}${n}\n%{ endfor }" });
      new TerraformOutput(stack, "splat", {
        value: '${aws_sqs_queue.first[*].arn}-${provider::aws::arn_parse("a").id}',
      });
    });

    expect(faults).toEqual([]);
  });
});

describe("expressions that are not Terraform's", () => {
  test("fails for an unescaped IAM variable", () => {
    expect(faultsOfPolicy('{"Resource":"arn:aws:s3:::homes/${aws:username}/*"}')).toEqual([
      "shop/own: policy must contain only expressions of Terraform, got ${aws:username}; write $${ for text that the service has to read",
    ]);
  });

  test.each(["${username}", "${", "${HOME:-/root}", "%{ unless x }", "${a b}", '${"open}'])("fails for %s", (text) => {
    expect(faultsOfPolicy(`before ${text} after`)).toEqual([
      expect.stringMatching(/^shop\/own: policy must contain only expressions of Terraform, got [$%]\{/),
    ]);
  });

  test("accepts escaped expressions, and signs that do not begin an expression", () => {
    expect(faultsOfPolicy("$${aws:username} %%{ if } $5 100% {a} $$${x:y}")).toEqual([]);
  });
});

test("assigns the elements of a nested stack to the nested stack", () => {
  const faults = faultsOf((app) => {
    const outer = soundStack(app, "outer");
    const inner = new TerraformStack(outer, "inner");
    inner.addOverride("terraform.backend.s3", { bucket: "state", key: "inner" });
    new TerraformOutput(inner, "x", { value: "${aws_sqs_queue.jobs.url}" });
    new SqsQueue(outer, "jobs", { name: "jobs" });
  });

  expect(faults).toEqual([expect.stringContaining("outer/inner/x: value must refer to something in its stack")]);
});
