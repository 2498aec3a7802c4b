import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { setAccount } from "@modules/aws/account";
import { grant, Role } from "@modules/aws/security/role";
import { setFacts } from "@modules/checks/facts";
import { prepare } from "@modules/checks/prepare";
import { testApp } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { accessPages } from "../../../commands/documents/access-page";
import { platforms } from "../../../stacks/platforms";
import { soundStack } from "../../support/faults";
import { prepared } from "../../support/stacks";

test("says who may do what to data, also through the states of other stacks", () => {
  const app = testApp();
  const data = soundStack(app, "data");
  const compute = soundStack(app, "compute");
  for (const stack of [data, compute]) {
    setAccount(stack, { id: "111122223333", region: "us-east-1" });
    setFacts(stack, { networkGroup: "shop/production" });
  }
  const queue = new SqsQueue(data, "jobs", { name: "jobs" });
  const role = new Role(compute, "role", { name: "worker", assumedBy: "lambda.amazonaws.com" });
  grant(role, "receive", { actions: ["sqs:ReceiveMessage"], resources: [queue.arn] });

  expect(accessPages(prepare(app)).get("shop-production")).toContain("== AWS\n\nqueue jobs\n  worker: read\n");
});

const pages = accessPages(prepared);

test("has a page for each environment", () => {
  const names = platforms.flatMap(({ name, environments }) => environments.map((one) => `${name}-${one.name}`));

  expect([...pages.keys()].sort()).toEqual(names.sort());
});

test.each(["`manage`", "`if`", "`only`"])("explains %s before the lines", (word) => {
  const [head = ""] = pages.get("lp-production")!.split("\n==", 1);

  expect(head).toContain(word);
});

test.each([
  ["AWS", "  lp-production-plan: read; write if only *.tflock; delete if only *.tflock\n"],
  ["Google Cloud", "serviceAccount delivery-apply: roles/cloudkms.admin on project example-lp-prod\n"],
  [
    "pods by an identity of their own",
    "serviceAccount:example-lp-prod.svc.id.goog[production/database]: roles/iam.workloadIdentityUser on service account",
  ],
  ["Kubernetes", "lp-production-controllers: Group planners in all namespaces: get, list, watch configmaps"],
])("lists access in %s", (_, line) => {
  expect(pages.get("lp-production")).toContain(line);
});

test("names every principal", () => {
  expect([...pages.values()].flatMap((text) => text.split("\n").filter((line) => line.includes("undefined")))).toEqual(
    [],
  );
});

test("names principals of Google Cloud without ARNs", () => {
  const lines = [...pages.values()].flatMap((text) => {
    const section = text.split("\n== ").find((part) => part.startsWith("Google Cloud\n"));
    return (section ?? "").split("\n");
  });

  expect(lines.length).toBeGreaterThan(50);
  expect(lines.filter((line) => /^(serviceAccount|user|group|principal\w*):?.*arn:aws:container/.test(line))).toEqual(
    [],
  );
});

test("lets no plan read a secret", () => {
  const secrets = [...pages.values()].flatMap((text) =>
    text.split("\n\n").filter((part) => part.startsWith("secret ")),
  );

  expect(secrets.length).toBeGreaterThan(0);
  expect(secrets.filter((part) => /-plan: /.test(part))).toEqual([]);
});
