import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { RedisInstance } from "@cdktf/provider-google/lib/redis-instance";
import { setAccount } from "@modules/aws/account";
import { DeliveryRoles } from "@modules/aws/security/delivery-roles";
import { type AcceptedSecret, stateSecretCheck } from "@modules/checks/checks/state-secrets";
import { setFacts } from "@modules/checks/facts";
import { prepare } from "@modules/checks/prepare";
import { testApp } from "@modules/testing/synth";
import { DataResource, S3Backend, TerraformStack, TerraformVariable } from "cdktf";
import { expect, test } from "vitest";
import { soundStack } from "../../../support/faults";

const BUCKET = "shop-states";

/** Faults of a stack whose state is in a bucket that plans read. */
function faults(
  define: (stack: TerraformStack) => void,
  accepted: AcceptedSecret[] = [],
  bucket = BUCKET,
  partial = false,
): string[] {
  const app = testApp();
  const home = soundStack(app, "bootstrap");
  setAccount(home, { id: "111122223333", region: "us-east-1" });
  setFacts(home, { networkGroup: "shop", delivery: { plan: "shop-plan", apply: "shop-apply" } });
  const roles = new DeliveryRoles(home, "delivery", {
    name: "shop",
    rolePath: "/shop/",
    pipeline: { kind: "github", repository: "example/shop", environment: "shop" },
  });
  const arn = "arn:aws:kms:us-east-1:111122223333:key/1";
  roles.grantState(`arn:aws:s3:::${BUCKET}`, "arn:aws:dynamodb:us-east-1:111122223333:table/locks", arn);
  const stack = new TerraformStack(app, "shop");
  new S3Backend(stack, { bucket, key: "shop/data.tfstate", region: "us-east-1" });
  setFacts(stack, { networkGroup: "shop" });
  define(stack);
  return stateSecretCheck(accepted, { partial })(prepare(app));
}

const cache = (stack: TerraformStack, authEnabled = true) =>
  new RedisInstance(stack, "cache", { name: "cache", memorySizeGb: 1, authEnabled });

const ACCEPTED = { where: "sh* google_redis_instance.cache", attribute: "auth_string", reason: "Nothing reaches it." };

test("fails when a plan may read a secret that a service generates", () => {
  expect(faults((stack) => cache(stack))).toEqual([
    "shop/cache: auth_string must not be in a state that shop-plan reads, got google_redis_instance.cache; use a write-only argument or a login with IAM, or accept the secret with a reason",
  ]);
});

test("fails when a plan may read a value that Terraform makes and keeps", () => {
  const found = faults((stack) => new DataResource(stack, "header", { input: { value: "${uuid()}" } }));

  expect(found[0]).toContain("shop/header: output must not be in a state");
});

test("fails when a sensitive variable gets into a state, and not through a write-only argument", () => {
  const found = faults((stack) => {
    const { stringValue } = new TerraformVariable(stack, "url", { type: "string", sensitive: true });
    new SnsTopicSubscription(stack, "paging", { topicArn: "arn", protocol: "https", endpoint: stringValue });
    new DbInstance(stack, "database", { instanceClass: "db.t4g.micro", passwordWo: stringValue, passwordWoVersion: 1 });
  });

  expect(found).toHaveLength(1);
  expect(found[0]).toContain("shop/paging: endpoint must not be in a state");
});

test("accepts a secret with a reason, an attribute without a value, and a state out of reach", () => {
  expect(faults((stack) => cache(stack), [ACCEPTED])).toEqual([]);
  expect(faults((stack) => cache(stack, false))).toEqual([]);
  expect(faults((stack) => cache(stack), [], "other-states")).toEqual([]);
});

test("fails when an accepted secret is in no state", () => {
  expect(faults(() => {}, [ACCEPTED])).toEqual([
    "sh* google_redis_instance.cache: an accepted secret must be in a state that plans read, got none in auth_string; remove the entry",
  ]);
});

test("fails for secrets only, and not for entries without one, in a part of the stacks", () => {
  expect(faults(() => {}, [ACCEPTED], BUCKET, true)).toEqual([]);
  expect(faults((stack) => cache(stack), [], BUCKET, true)).toHaveLength(1);
});
