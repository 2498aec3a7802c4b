import { mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { main } from "../../app/main";
import type { Platform } from "../../stacks/base/platform";
import { OWNER, testEnvironment } from "../support/environment";
import { soundStack } from "../support/faults";

let outdir: string;
let errors: string[];
let output: string[];

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "main-"));
  [errors, output] = [[], []];
  vi.stubEnv("CDKTF_OUTDIR", outdir);
  vi.spyOn(console, "error").mockImplementation((text) => errors.push(text));
  vi.spyOn(console, "log").mockImplementation((text) => output.push(text));
});

const ENVIRONMENT = testEnvironment();

function shop(data: object = { queue: "jobs" }): Platform[] {
  return [
    {
      name: "shop",
      schema: z.strictObject({ queue: z.string() }).transform((own) => ({ ...ENVIRONMENT, ...own })),
      owner: OWNER,
      environments: [{ name: "staging", file: "environments/shop/staging.ts", data }],
      define: (app, environment) => {
        const { queue } = environment as { queue: string };
        new SqsQueue(soundStack(app, "shop-staging-jobs"), "jobs", { name: queue, sqsManagedSseEnabled: true });
      },
    },
  ];
}

function files(): string[] {
  return readdirSync(outdir, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(outdir, path)).isFile(),
  );
}

test("writes every stack and prints a table of them", () => {
  expect(main([], shop())).toBe(0);
  expect(files().sort()).toEqual(["manifest.json", "stacks/shop-staging-jobs/cdk.tf.json"]);
  expect(output.join("\n")).toMatch(/^\| shop-staging-jobs \| aws +\| +1 \| shop-staging-jobs\.tfstate/m);
  expect(errors).toEqual([]);
});

test("warns about quotas that are nearly used up, and still writes", () => {
  const [platform] = shop();
  const define: Platform["define"] = (app) => {
    const stack = soundStack(app, "shop-staging-network");
    for (let index = 0; index < 5; index++) {
      new Eip(stack, `address-${index}`, { domain: "vpc" });
    }
  };

  expect(main([], [{ ...platform!, define }])).toBe(0);
  expect(errors).toEqual([
    "warning: us-east-1 of account 111122223333: uses 5 of 5 Elastic IP addresses, which leaves few or none",
  ]);
  expect(files()).toContain("stacks/shop-staging-network/cdk.tf.json");
});

test("warns on request of environments that wait for values of their owner", () => {
  expect(main(["--owner"], shop({ queue: "jobs" }))).toBe(0);
  expect(errors).toEqual([
    expect.stringMatching(
      /^warning: \S+ cannot be planned yet: \S+ and \d+ other values of its owner are still those of the vendors' documentation; `pnpm diagnose \S+` lists them$/,
    ),
  ]);
});

test("is started with that warning by cdktf", () => {
  expect(JSON.parse(readFileSync("cdktf.json", "utf8")).app).toBe("node launch.cjs main.ts --owner");
});

test("fails for an environment with faults, and writes nothing", () => {
  expect(main([], shop({ queue: 1 }))).toBe(1);
  expect(errors).toEqual(["environments/shop/staging.ts: queue: must be a string, got 1; write it in quotes"]);
  expect(files()).toEqual([]);
});

test("fails for faults of the stacks, and writes nothing", () => {
  expect(main([], shop({ queue: "two words" }))).toBe(1);
  expect(errors).toEqual([expect.stringMatching(/^shop-staging-jobs\/jobs: name must be .*, got two words/)]);
  expect(files()).toEqual([]);
});

test("fails for a broken policy with the fix, and writes nothing", () => {
  const [platform] = shop();
  const define: Platform["define"] = (app) => {
    new SqsQueue(soundStack(app, "shop-staging-jobs"), "jobs", { name: "jobs" });
  };

  expect(main([], [{ ...platform!, define }])).toBe(1);
  expect(errors).toEqual([
    'shop-staging-jobs/jobs: aws_sqs_queue.jobs must obey the policy aws-sqs-encryption, "queues are encrypted"; set sqs_managed_sse_enabled or kms_master_key_id',
  ]);
  expect(files()).toEqual([]);
});

test("writes reports of policies, also when a policy is broken", () => {
  const [platform] = shop();
  const define: Platform["define"] = (app) => {
    new SqsQueue(soundStack(app, "shop-staging-jobs"), "jobs", { name: "jobs" });
  };
  const read = (file: string) => JSON.parse(readFileSync(join(outdir, file), "utf8"));
  const waiver = {
    rule: "aws-sqs-encryption",
    where: "shop-staging-jobs aws_sqs_queue.jobs",
    reason: "Its messages are public.",
    owner: "shop",
    expires: "2099-06-30",
  };
  const reports = ["--sarif", join(outdir, "policies.sarif"), "--json", join(outdir, "policies.json")];

  expect(main(reports, [{ ...platform!, define }])).toBe(1);
  expect(read("policies.sarif").runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain(
    "aws-sqs-encryption",
  );
  expect(main(reports, [{ ...platform!, define }], { waivers: [waiver] })).toBe(0);
  expect(read("policies.json")).toContainEqual(
    expect.objectContaining({
      id: "aws-sqs-encryption",
      violations: [],
      waived: [expect.objectContaining({ reason: "Its messages are public." })],
    }),
  );
});

test("fails when a filter matches no stack, and writes nothing", () => {
  expect(main(["shop-staging-job"], shop())).toBe(1);
  expect(errors[0]).toContain("no stack is named shop-staging-job; did you mean shop-staging-jobs?");
  expect(files()).toEqual([]);
});

test("fails for an unknown option with the usage", () => {
  expect(main(["--stack-trace"], shop())).toBe(2);
  expect(errors[0]).toMatch(/^Unknown option '--stack-trace'; did you mean --stack-traces\?\n\nUsage: pnpm synth/);
  expect(files()).toEqual([]);
});

test.each(["--help", "-h"])("prints the usage for %s", (option) => {
  expect(main([option], shop())).toBe(0);
  expect(output[0]).toMatch(/^Usage: pnpm synth/);
  expect(files()).toEqual([]);
});

test("throws errors that no user can cause", () => {
  const broken = shop().map((platform) => ({
    ...platform,
    define: () => {
      throw new TypeError("a mistake in a stack");
    },
  }));

  expect(() => main([], broken)).toThrow(new TypeError("environments/shop/staging.ts: a mistake in a stack"));
});

test("prints the plain error of a module as a line, without a stack trace", () => {
  const [platform] = shop();
  const define = () => {
    throw new Error("shop-staging-jobs/queue: maxReceives must be at least 1, got 0");
  };

  expect(main([], [{ ...platform!, define }])).toBe(1);
  expect(errors).toEqual([
    "shop-staging-jobs/queue: maxReceives must be at least 1, got 0; change environments/shop/staging.ts or the stack",
  ]);
  expect(files()).toEqual([]);
});
