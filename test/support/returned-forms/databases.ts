/** Databases and caches. */
import { AuroraParameters } from "@modules/aws/database/aurora/parameters";
import { PostgresParameters } from "@modules/aws/database/postgres/parameters";
import { PostgresReplica } from "@modules/aws/database/postgres/postgres-replica";
import { RedisUsers } from "@modules/aws/database/redis/redis-users";
import type { Json } from "@modules/checks/json";
import { Construct } from "constructs";
import { Fixture } from "../../modules/aws/ecs/fixture";
import { ACCOUNT, type ReturnedCase } from "./case";

const parameterGroup: Pick<ReturnedCase, "argument" | "returned" | "otherwise"> = {
  argument: "parameter",
  returned: (sent) => ({
    ...sent,
    id: sent.name,
    arn: `arn:aws:rds:us-east-1:${ACCOUNT}:pg:${sent.name}`,
    name_prefix: "",
    skip_destroy: false,
    parameter: sent.parameter.map((one: Json) =>
      one.name === "rds.force_ssl" ? { ...one, apply_method: "pending-reboot" } : one,
    ),
  }),
  otherwise: (sent) => ({
    ...sent,
    parameter: sent.parameter.map((one: Json) => ({ ...one, apply_method: "immediate" })),
  }),
};

const DATABASE = { identifier: "shop", engineVersion: "16" };

const attribute = (value: string) => ({ type: "get_attr", value });

export const DATABASES: readonly ReturnedCase[] = [
  {
    name: "a parameter group whose value equals the default of its family",
    type: "aws_db_parameter_group",
    define: (stack) => new PostgresParameters(stack, "parameters", DATABASE),
    ...parameterGroup,
  },
  {
    name: "a cluster's parameter group whose value equals the default of its family",
    type: "aws_rds_cluster_parameter_group",
    define: (stack) => new AuroraParameters(stack, "parameters", { ...DATABASE, engineVersion: "17" }),
    ...parameterGroup,
    returned: ({ skip_destroy, ...sent }) => parameterGroup.returned(sent),
  },
  {
    name: "the users of a replication group, one of them without a password",
    type: "aws_elasticache_user",
    argument: "authentication_mode.type",
    define: (stack) => new RedisUsers(stack, "users", { name: "shop" }),
    returned: (sent) => ({
      ...sent,
      id: sent.user_id,
      arn: `arn:aws:elasticache:us-east-1:${ACCOUNT}:user:${sent.user_id}`,
      no_password_required: sent.no_password_required ?? false,
      passwords: null,
      authentication_mode: [
        { type: sent.user_name === "default" ? "no-password" : "iam", password_count: 0, passwords: null },
      ],
    }),
    otherwise: ({ no_password_required, ...sent }) =>
      no_password_required ? { ...sent, authentication_mode: { type: "no-password-required" } } : sent,
    sensitive: [
      [attribute("passwords")],
      [
        attribute("authentication_mode"),
        { type: "index", value: { value: 0, type: "number" } },
        attribute("passwords"),
      ],
    ],
  },
  {
    name: "a replica but its protection, which RDS ignores when it creates one",
    type: "aws_db_instance",
    argument: "deletion_protection",
    define: (stack) => {
      const { vpc, key, logsKey } = new Fixture(stack);
      new PostgresReplica(stack, "replica", {
        ...DATABASE,
        source: Object.assign(new Construct(stack, "source"), {
          arn: `arn:aws:rds:us-east-1:${ACCOUNT}:db:source`,
        }) as never,
        instanceClass: "db.r6g.large",
        subnetGroup: "private",
        vpc,
        key,
        logsKey,
        logRetentionDays: 30,
      });
    },
    returned: (sent) => ({
      ...sent,
      id: "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
      arn: `arn:aws:rds:us-east-1:${ACCOUNT}:db:${sent.identifier}`,
      // In the source's own region, RDS returns the identifier.
      replicate_source_db: "source",
      deletion_protection: false,
      dedicated_log_volume: false,
      listener_endpoint: [],
      master_user_secret: [],
      replicas: [],
    }),
    changes: ["replica: update deletion_protection"],
    schemaVersion: 2,
  },
];
