import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { type IReplicableSecret, type ISecret, Secret, type SecretProps } from "@modules/aws/security/secret";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { TerraformOutput } from "cdktf";
import { expect, expectTypeOf, test } from "vitest";

/** A secret with a replica in us-west-2, which a role may read. */
function replicated(region = "us-west-2"): Json {
  return synth((stack) => {
    const [key, west] = ["key", "west"].map((name) => new Key(stack, name, { name, description: "Key" }));
    const role = new Role(stack, "role", { name: "role", assumedBy: "ecs-tasks.amazonaws.com" });
    const replicas = { "us-west-2": west! };
    const props = { name: "shop/api-keys", description: "Keys", key: key!, replicas };
    const replica = new Secret(stack, "api-keys", props).replicaIn(region);
    replica.grantRead(role);
    new TerraformOutput(stack, "arn", { value: replica.arn, staticId: true });
  });
}

function secret(props: Partial<SecretProps> = {}): Json {
  return synth((stack) => {
    const key = new Key(stack, "key", { name: "key", description: "Key" });
    const role = new Role(stack, "role", { name: "role", assumedBy: "ecs-tasks.amazonaws.com" });
    new Secret(stack, "api-keys", { name: "shop/api-keys", description: "Keys", key, ...props }).grantRead(role);
  });
}

test("has a key of its own and no value", () => {
  const json = secret();

  expect(only(json, "aws_secretsmanager_secret")).toMatchObject({
    name: "shop/api-keys",
    kms_key_id: "${aws_kms_key.key.arn}",
    recovery_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
  });
  expect(json.resource.aws_secretsmanager_secret_version).toBeUndefined();
});

test("denies every other account, whatever later grants allow", () => {
  expect(statements(only(secret(), "aws_secretsmanager_secret_policy").policy)).toMatchObject([
    { Effect: "Deny", Condition: { StringNotEquals: { "aws:PrincipalAccount": "111122223333" } } },
  ]);
});

test("grants reading this secret by name, and its key", () => {
  expect(statements(only(secret(), "aws_iam_role_policy").policy)).toMatchObject([
    {
      Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
      Resource: "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/api-keys-??????",
    },
    { Action: "kms:Decrypt", Resource: "${aws_kms_key.key.arn}" },
  ]);
});

test("is replicated to other regions with the keys of those regions", () => {
  expect(only(replicated(), "aws_secretsmanager_secret").replica).toEqual([
    { region: "us-west-2", kms_key_id: "${aws_kms_key.west.arn}" },
  ]);
});

test("replaces a secret that a deletion or a failover left in the other region", () => {
  expect(only(replicated(), "aws_secretsmanager_secret").force_overwrite_replica_secret).toBe(true);
});

test("gives a replica the secret's ARN with its own region, as text that fits into JSON", () => {
  const { locals, output } = replicated();
  const [[name, value]] = Object.entries(locals) as [[string, string]];

  expect(value).toBe('${replace(aws_secretsmanager_secret.api-keys.arn, ":us-east-1:", ":us-west-2:")}');
  expect(output.arn.value).toBe(`\${local.${name}}`);
});

test("grants reading a replica in its region, with its own key", () => {
  expect(statements(only(replicated(), "aws_iam_role_policy").policy)).toMatchObject([
    { Resource: "arn:aws:secretsmanager:us-west-2:111122223333:secret:shop/api-keys-??????" },
    { Action: "kms:Decrypt", Resource: "${aws_kms_key.west.arn}" },
  ]);
});

test("says which fields the JSON has, of a replica too", () => {
  const fields = ["openai", "stripe"];
  const all: (readonly string[])[] = [];
  synth((stack) => {
    const key = new Key(stack, "key", { name: "key", description: "Key" });
    const props = { name: "shop/api-keys", description: "Keys", key, fields, replicas: { "us-west-2": key } };
    const made = new Secret(stack, "api-keys", props);
    all.push(made.fields, made.replicaIn("us-west-2").fields);
  });

  expect(all).toEqual([fields, fields]);
});

test("lets overrides win over what it sets", () => {
  expect(
    only(
      secret({ overrides: { description: "Legacy", forceOverwriteReplicaSecret: true } }),
      "aws_secretsmanager_secret",
    ),
  ).toMatchObject({
    description: "Legacy",
    force_overwrite_replica_secret: true,
  });
});

test("grants reading an existing secret by its ARN, and its key when it has one of its own", () => {
  const arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:legacy/login-AbCdEf";
  const json = synth((stack) => {
    const role = new Role(stack, "role", { name: "role", assumedBy: "ecs-tasks.amazonaws.com" });
    const key = Key.fromExisting(stack, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
    Secret.fromExisting(stack, "login", { arn, fields: ["username", "password"] }).grantRead(role);
    Secret.fromExisting(stack, "token", { arn, key }).grantRead(role);
  });
  const policies = Object.values<Json>(json.resource.aws_iam_role_policy).map(({ policy }) => statements(policy));
  const read = {
    Effect: "Allow",
    Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
    Resource: arn,
  };
  const decrypt = {
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: "arn:aws:kms:us-east-1:111122223333:key/1234abcd",
  };

  expect(json.resource.aws_secretsmanager_secret).toBeUndefined();
  expect(policies).toEqual([[read], [read, decrypt]]);
});

test("fails when asked for a replica in a region without one", () => {
  expect(() => replicated("eu-west-1")).toThrow("region must be us-west-2, got eu-west-1");
});

test("fails when asked for a replica of a secret that has none", () => {
  const props = { name: "shop/api-keys", description: "Keys" };

  expect(() =>
    synth((stack) => {
      const key = new Key(stack, "key", { name: "key", description: "Key" });
      new Secret(stack, "api-keys", { ...props, key }).replicaIn("us-west-2");
    }),
  ).toThrow("stack/api-keys: region must be in `replicas`, which is empty, got us-west-2");
});

test("fails on a name that ends as the ARN of another secret does", () => {
  expect(() => secret({ name: "shop/api-secret" })).toThrow(
    "name must be without a hyphen and six characters at the end, got shop/api-secret",
  );
});

test("fails on a recovery window Secrets Manager does not offer", () => {
  expect(() => secret({ recoveryDays: 3 })).toThrow("recoveryDays must be 0 or 7 to 30, got 3");
});

// `tsc` checks that every secret says its fields, and that only one with replicas is asked for them.
expectTypeOf<Omit<ISecret, "fields">>().not.toExtend<ISecret>();
expectTypeOf<ISecret>().not.toExtend<IReplicableSecret>();
expectTypeOf<ReturnType<typeof Secret.fromExisting>>().not.toExtend<IReplicableSecret>();
