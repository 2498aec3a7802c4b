/**
 * Resources of modules, with states as after an apply on the real service: they contain what the service returns. An
 * emulator returns what was sent.
 */
import { UsageExport } from "@modules/aws/cost/usage-export";
import type { Json } from "@modules/checks/json";
import { Fixture } from "../../modules/aws/ecs/fixture";
import { testFunction } from "../function";
import { ACCOUNT, type ReturnedCase } from "./case";
import { DATABASES } from "./databases";

export const RETURNED: readonly ReturnedCase[] = [
  ...DATABASES,
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
