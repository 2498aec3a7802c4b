/**
 * Second plans with the real provider, on states that hold what the service answers to what was sent. They are empty;
 * an emulator answers what was sent, so it cannot show this.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PostgresParameters } from "@modules/aws/database/postgres/parameters";
import { RedisUsers } from "@modules/aws/database/redis/redis-users";
import type { Json } from "@modules/checks/json";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { afterAll, beforeAll, expect, type TestContext, test } from "vitest";
import { terraform } from "../../commands/run";
import { providerEnv } from "../support/stand-ins";
import { expectNoChanges, offlineProviders, unavailable } from "../support/terraform";

interface Case {
  readonly name: string;
  readonly type: string;
  readonly define: (stack: TerraformStack) => void;
  /** Attributes as the service answers them, given the arguments that were sent. */
  readonly answer: (sent: Json) => Json;
  /** Paths of the sensitive attributes, as a state has them. @default none */
  readonly sensitive?: readonly Json[];
}

const attribute = (value: string) => ({ type: "get_attr", value });

const ACCOUNT = "111122223333";

const CASES: readonly Case[] = [
  {
    name: "a parameter group whose value equals the default of its family",
    type: "aws_db_parameter_group",
    define: (stack) => new PostgresParameters(stack, "parameters", { identifier: "shop", engineVersion: "16" }),
    answer: (sent) => ({
      ...sent,
      id: sent.name,
      arn: `arn:aws:rds:us-east-1:${ACCOUNT}:pg:${sent.name}`,
      name_prefix: "",
      skip_destroy: false,
      parameter: sent.parameter.map((one: Json) =>
        one.name === "rds.force_ssl" ? { ...one, apply_method: "pending-reboot" } : one,
      ),
    }),
  },
  {
    name: "the users of a replication group, one of them without a password",
    type: "aws_elasticache_user",
    define: (stack) => new RedisUsers(stack, "users", { name: "shop" }),
    answer: (sent) => ({
      ...sent,
      id: sent.user_id,
      arn: `arn:aws:elasticache:us-east-1:${ACCOUNT}:user:${sent.user_id}`,
      no_password_required: sent.no_password_required ?? false,
      passwords: null,
      authentication_mode: [
        { type: sent.user_name === "default" ? "no-password" : "iam", password_count: 0, passwords: null },
      ],
    }),
    sensitive: [
      [attribute("passwords")],
      [
        attribute("authentication_mode"),
        { type: "index", value: { value: 0, type: "number" } },
        attribute("passwords"),
      ],
    ],
  },
];

const work = mkdtempSync(join(tmpdir(), "second-plan-"));
const real = { env: providerEnv("real"), missing: undefined as string | undefined };
const SETTINGS: Json = {
  terraform: { required_providers: { aws: { source: "aws", version: "5.100.0" } } },
  provider: { aws: [{ region: "us-east-1" }] },
};

beforeAll(async () => {
  real.missing = await unavailable([{ id: "", json: SETTINGS, folder: "", producers: [] }], real.env);
});

afterAll(() => {
  rmSync(work, { recursive: true });
});

test.for(CASES)("plans nothing for $name", async ({ type, define, answer, sensitive }, context: TestContext) => {
  context.skip(real.missing !== undefined, real.missing);
  const folder = mkdtempSync(join(work, "case-"));
  const resource = synth(define).resource[type];
  const settings = { ...SETTINGS, ...offlineProviders({ id: "", json: SETTINGS, folder, producers: [] }) };
  settings.provider.aws[0].region = "us-east-1";
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ ...settings, resource: { [type]: resource } }));
  writeFileSync(join(folder, "terraform.tfstate"), JSON.stringify(stateOf(type, resource, answer, sensitive)));

  await terraform(folder, ["init", "-input=false"], real);
  expect(await expectNoChanges(folder, real.env!, ["-refresh=false"])).toContain("No changes.");
});

function stateOf(type: string, resource: Json, answer: Case["answer"], sensitive: readonly Json[] = []): Json {
  return {
    version: 4,
    terraform_version: "1.11.0",
    serial: 1,
    lineage: "second-plan",
    outputs: {},
    resources: Object.entries<Json>(resource).map(([name, sent]) => ({
      mode: "managed",
      type,
      name,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [
        {
          schema_version: 0,
          attributes: { tags: null, tags_all: {}, ...answer(withoutMeta(sent)) },
          // Terraform plans an update when only these marks differ.
          sensitive_attributes: sensitive,
        },
      ],
    })),
  };
}

function withoutMeta({ lifecycle: _, depends_on: __, provider: ___, ...attributes }: Json): Json {
  return attributes;
}
