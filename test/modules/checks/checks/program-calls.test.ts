import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setAccount } from "@modules/aws/account";
import { type ProgramCalls, stateCalls } from "@modules/aws/functions/calls";
import { LambdaFunction } from "@modules/aws/functions/lambda-function";
import { Topic } from "@modules/aws/messaging/topic";
import { Key } from "@modules/aws/security/key";
import { grant, Role } from "@modules/aws/security/role";
import { Bucket } from "@modules/aws/storage/bucket";
import { programCallFaults } from "@modules/checks/checks/program-calls";
import { prepare } from "@modules/checks/prepare";
import { testApp } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { repositoryPath } from "../../../../stacks/base/repository";
import { soundStack } from "../../../support/faults";

function faults(define: (stack: TerraformStack) => void): string[] {
  const app = testApp();
  const stack = soundStack(app, "shop");
  setAccount(stack, { id: "111122223333", region: "us-east-1" });
  define(stack);
  return programCallFaults(prepare(app));
}

/** A role of a program with these calls and the variable BUCKET. */
function worker(stack: TerraformStack, calls: ProgramCalls): { readonly role: Role; readonly bucket: Bucket } {
  const folder = mkdtempSync(join(tmpdir(), "calls-"));
  writeFileSync(join(folder, "worker.calls.json"), JSON.stringify(calls));
  const bucket = new Bucket(stack, "uploads", {
    name: "uploads",
    key: new Key(stack, "key", { name: "data", description: "Data" }),
  });
  const role = new Role(stack, "worker", { name: "worker", assumedBy: "ecs-tasks.amazonaws.com" });
  stateCalls(role, join(folder, "worker.sh"), { BUCKET: `s3://${bucket.name}/new` });
  return { role, bucket };
}

const READ = { calls: { "s3:GetObject": "arn:aws:s3:::{BUCKET}/*" } };

test("accepts a role with the calls of its program, and the key that its service uses for them", () => {
  const found = faults((stack) => {
    const { role, bucket } = worker(stack, READ);
    const objects = { actions: ["s3:GetObject"], resources: [`${bucket.arn}/new/*`] };
    grant(role, "read", objects, { actions: ["kms:Decrypt"], resources: [bucket.key!.arn] });
  });

  expect(found).toEqual([]);
});

test("accepts the grant of objects without a list, and names it for a grant with one", () => {
  const found = (verb: "grantGet" | "grantRead") =>
    faults((stack) => {
      const { role, bucket } = worker(stack, READ);
      bucket[verb](role, "new/");
    });

  expect(found("grantGet")).toEqual([]);
  expect(found("grantRead")).toEqual([
    expect.stringMatching(
      /got s3:ListBucket on arn:aws:s3:::uploads; grant with grantGet in place of grantRead, or add the call to /,
    ),
  ]);
});

test("fails when a role lacks a call of its program", () => {
  const found = faults((stack) => {
    const { role, bucket } = worker(stack, READ);
    grant(role, "use-key", { actions: ["kms:Decrypt"], resources: [bucket.key!.arn] });
  });

  expect(found[0]).toMatch(
    /^shop\/worker\/Default: must allow s3:GetObject on arn:aws:s3:::uploads\/new\/\*, as .*worker\.calls\.json says of its program, got no permission; grant it to the role, or correct the file$/,
  );
});

test("fails when a role may read a bucket and not decrypt with its key", () => {
  const found = faults((stack) => {
    const { role, bucket } = worker(stack, READ);
    grant(role, "read", { actions: ["s3:GetObject"], resources: [`${bucket.arn}/new/*`] });
  });

  expect(found).toHaveLength(1);
  expect(found[0]).toContain("must allow kms:Decrypt on arn:aws:kms:us-east-1:111122223333:key/shop/key");
});

test.each([
  ["an action", ["s3:GetObject", "s3:DeleteObject"], "new/*", "s3:DeleteObject on arn:aws:s3:::uploads/new/*"],
  ["a place", ["s3:GetObject"], "old/*", "s3:GetObject on arn:aws:s3:::uploads/old/*"],
])("fails when a role allows %s that its program never calls", (_, actions, keys, surplus) => {
  const found = faults((stack) => {
    const { role, bucket } = worker(stack, READ);
    bucket.grantRead(role, "new/");
    grant(role, "more", { actions, resources: [`${bucket.arn}/${keys}`] });
  });

  expect(found.some((line) => line.includes(`got ${surplus}; remove the permission, or add the call to`))).toBe(true);
});

test("makes no call whose variable the program lacks, and needs none that depends on its input", () => {
  const call = "arn:aws:s3:::{OTHER}/*";
  const found = faults((stack) => {
    worker(stack, { calls: { "s3:PutObject": call }, some: { "sqs:SendMessage": "*" } });
  });

  expect(found).toEqual([]);
});

test("fails when a program has no file of calls, and says what to write", () => {
  const folder = mkdtempSync(join(tmpdir(), "calls-"));
  const define = (stack: TerraformStack) => {
    const role = new Role(stack, "worker", { name: "worker", assumedBy: "ecs-tasks.amazonaws.com" });
    stateCalls(role, join(folder, "worker.sh"), {});
  };
  const file = join(folder, "worker.calls.json");

  const found = faults(define);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`${file}: must hold the calls to AWS that the program of shop/worker/Default makes`);

  // The content that the fault suggests is accepted.
  const [, suggested = ""] = /or (\{ "calls": \{\} \})/.exec(found[0]!) ?? [];
  writeFileSync(file, suggested);
  expect(faults(define)).toEqual([]);
  rmSync(file);
});

test("counts the calls that the runtime of a function makes", () => {
  const found = faults((stack) => {
    const key = new Key(stack, "key", { name: "data", description: "Data" });
    const topic = new Topic(stack, "sent", { name: "sent", key });
    const sender = new LambdaFunction(stack, "sender", {
      name: "sender",
      description: "Sends",
      code: repositoryPath("functions/notification-sender"),
      runtime: "python3.13",
      environment: { TOPIC_ARN: topic.arn },
      key,
      logsKey: key,
      logRetentionDays: 30,
    });
    topic.grantPublish(sender.role);
  });

  expect(found).toEqual([]);
});
