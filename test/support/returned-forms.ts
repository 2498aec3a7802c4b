/**
 * Resources of modules, with states as after an apply on the real service: they contain what the service returns. An
 * emulator returns what was sent.
 */

import { UsageExport } from "@modules/aws/cost/usage-export";
import { AuroraParameters } from "@modules/aws/database/aurora/parameters";
import { PostgresParameters } from "@modules/aws/database/postgres/parameters";
import { RedisUsers } from "@modules/aws/database/redis/redis-users";
import type { Json } from "@modules/checks/json";
import type { TerraformStack } from "cdktf";
import { Fixture } from "../modules/aws/ecs/fixture";
import { testFunction } from "./function";

export interface ReturnedCase {
  readonly name: string;
  readonly type: string;
  /** Path of the argument in the table of returned forms. */
  readonly argument: string;
  readonly define: (stack: TerraformStack) => void;
  /** Attributes as the provider reads them from the service, given the arguments that were sent. */
  readonly returned: (sent: Json) => Json;
  /** Arguments with the one of the case in another form. */
  readonly otherwise: (sent: Json) => Json;
  /** Paths of the sensitive attributes, as a state has them. @default none */
  readonly sensitive?: readonly Json[];
  /** Version of the type's schema in the provider. @default 0 */
  readonly schemaVersion?: number;
}

const ACCOUNT = "111122223333";

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

export const RETURNED: readonly ReturnedCase[] = [
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
    name: "a task whose containers drop all capabilities",
    type: "aws_ecs_task_definition",
    argument: "container_definitions",
    define: (stack) => new Fixture(stack).task({ environment: { STAGE: "test", PORT: "3000" } }),
    returned: (sent) => ({
      ...sent,
      id: sent.family,
      arn: `arn:aws:ecs:us-east-1:${ACCOUNT}:task-definition/${sent.family}:1`,
      arn_without_revision: `arn:aws:ecs:us-east-1:${ACCOUNT}:task-definition/${sent.family}`,
      revision: 1,
      ipc_mode: "",
      pid_mode: "",
      track_latest: false,
      enable_fault_injection: false,
      runtime_platform: [sent.runtime_platform],
      volume: sent.volume.map((one: Json) => ({ ...one, configure_at_launch: false, host_path: "" })),
      container_definitions: JSON.stringify(
        JSON.parse(sent.container_definitions).map((container: Json) => ({
          ...container,
          cpu: 0,
          linuxParameters: { ...container.linuxParameters, capabilities: { add: [], drop: ["ALL"] } },
          systemControls: [],
          volumesFrom: [],
        })),
      ),
    }),
    otherwise: (sent) => ({ ...sent, container_definitions: sent.container_definitions.replace('"add":[],', "") }),
    schemaVersion: 1,
  },
  {
    name: "an export, also when AWS adds a configuration to its table",
    type: "aws_bcmdataexports_export",
    argument: "export.data_query.table_configurations.COST_AND_USAGE_REPORT",
    define: (stack) => new UsageExport(stack, "usage", { name: "shop-usage", bucket: "shop-usage-reports" }),
    returned: ({ export: [sent] }) => {
      const arn = `arn:aws:bcm-data-exports:us-east-1:${ACCOUNT}:export/${sent.name}`;
      const { query_statement, table_configurations } = sent.data_query[0];
      const configurations = { ...table_configurations.COST_AND_USAGE_REPORT, INCLUDE_DATA_OF_TOMORROW: "FALSE" };
      return {
        id: arn,
        export: [
          {
            ...sent,
            export_arn: arn,
            description: null,
            data_query: [{ query_statement, table_configurations: { COST_AND_USAGE_REPORT: configurations } }],
          },
        ],
      };
    },
    otherwise: ({ lifecycle, ...sent }) => {
      const others = structuredClone(sent);
      delete others.export[0].data_query[0].table_configurations.COST_AND_USAGE_REPORT.BILLING_VIEW_ARN;
      return others;
    },
  },
  {
    name: "a function without environment variables",
    type: "aws_lambda_function",
    argument: "kms_key_arn",
    define: (stack) => testFunction(stack),
    returned: ({ kms_key_arn, ...sent }) => ({
      ...sent,
      id: sent.function_name,
      arn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${sent.function_name}`,
      kms_key_arn: "",
      code_sha256: sent.source_code_hash,
      package_type: "Zip",
      publish: false,
      reserved_concurrent_executions: -1,
      skip_destroy: false,
      version: "$LATEST",
      ephemeral_storage: [{ size: 512 }],
      dead_letter_config: [sent.dead_letter_config],
      logging_config: [{ ...sent.logging_config, application_log_level: "INFO", system_log_level: "INFO" }],
      tracing_config: [sent.tracing_config],
    }),
    otherwise: (sent) => ({ ...sent, kms_key_arn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd` }),
  },
];
