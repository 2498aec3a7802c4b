/** Logs are kept, and hold no secrets: no headers that authenticate, no cookies, and no values of statements. */
import type { Json } from "../../json";
import { list, nested } from "../../model/values";
import type { Resource } from "../resources";
import type { Rule } from "../rule";

/** Fields of access logs that hold session tokens. */
const SECRET_FIELDS = ["cs(Cookie)", "cs-cookie", "cs-headers"];

const holdsSecret = (fields: readonly string[]) => fields.some((field) => SECRET_FIELDS.includes(field));

function parameterOf({ parameter }: Json, name: string): string | undefined {
  return list(parameter).find((one) => one.name === name)?.value;
}

const apiStages = ["aws_apigatewayv2_stage", "aws_api_gateway_stage"].map(
  (type): Rule => ({
    id: `${type.replaceAll("_", "-")}-log-secrets`,
    name: `${type} logs no header that authenticates`,
    type,
    severity: "high",
    topic: "secrets",
    holds: ({ block }) =>
      !/authorization|cookie|apiKey\b/i.test(String(nested(block.access_log_settings).format ?? "")),
    fix: "leave Authorization, Cookie and $context.identity.apiKey out of access_log_settings.format",
    broken: { access_log_settings: { format: '{"token":"$context.authorizer.Authorization"}' } },
    mended: { access_log_settings: { format: '{"id":"$context.requestId"}' } },
    page: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
  }),
);

/** Statements that `pgaudit.log` may name, because they hold no values of rows. */
const AUDITED = ["ddl", "none", "role"];

/** Parameters that add the values of statements to the log, and what each may be. */
const VALUES: Readonly<Record<string, (value: string) => boolean>> = {
  "auto_explain.log_min_duration": (value) => Number(value) < 0,
  "pgaudit.log": (value) => value.split(",").every((kind) => AUDITED.includes(kind.trim().toLowerCase())),
  "pgaudit.log_parameter": (value) => ["0", "off"].includes(value),
};

/** Whether a parameter of the group adds none. */
const addsNoValues = ({ block }: Resource) =>
  Object.entries(VALUES).every(([name, isSilent]) => {
    const value = parameterOf(block, name);
    return value === undefined || isSilent(value);
  });

const statements = ["aws_db_parameter_group", "aws_rds_cluster_parameter_group"].flatMap((type): Rule[] => [
  {
    id: `${type.replaceAll("_", "-")}-statements`,
    name: `${type} logs only changes of the schema`,
    type,
    severity: "medium",
    topic: "secrets",
    holds: ({ block }) => !["all", "mod"].includes(parameterOf(block, "log_statement") ?? ""),
    fix: 'set the parameter log_statement to "ddl"; other statements hold the data of users',
    broken: { parameter: [{ name: "log_statement", value: "all" }] },
    mended: { parameter: [{ name: "log_statement", value: "ddl" }] },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html",
  },
  {
    id: `${type.replaceAll("_", "-")}-bound-values`,
    name: `${type} logs slow statements without their values`,
    type,
    severity: "medium",
    topic: "secrets",
    holds: ({ block }) =>
      Number(parameterOf(block, "log_min_duration_statement") ?? -1) < 0 ||
      parameterOf(block, "log_parameter_max_length") === "0",
    fix: 'set the parameter log_parameter_max_length to "0", or log_min_duration_statement to "-1"',
    broken: { parameter: [{ name: "log_min_duration_statement", value: "1000" }] },
    mended: {
      parameter: [
        { name: "log_min_duration_statement", value: "1000" },
        { name: "log_parameter_max_length", value: "0" },
      ],
    },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html",
  },
  {
    id: `${type.replaceAll("_", "-")}-audited-values`,
    name: `${type} audits and explains statements without their values`,
    type,
    severity: "medium",
    topic: "secrets",
    holds: addsNoValues,
    fix: 'set the parameter pgaudit.log to "ddl,role" and leave out pgaudit.log_parameter and auto_explain.log_min_duration',
    broken: { parameter: [{ name: "pgaudit.log", value: "ddl,write" }] },
    mended: { parameter: [{ name: "pgaudit.log", value: "ddl,role" }] },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html",
  },
  {
    id: `${type.replaceAll("_", "-")}-passwords`,
    name: `${type} lets only members of rds_password set passwords`,
    type,
    severity: "medium",
    topic: "secrets",
    holds: ({ block }) =>
      // Aurora reads the parameter from the group of the cluster, and MySQL has none.
      !String(block.family).startsWith(type === "aws_db_parameter_group" ? "postgres" : "aurora-postgresql") ||
      parameterOf(block, "rds.restrict_password_commands") === "1",
    fix: 'set the parameter rds.restrict_password_commands to "1", with apply_method "pending-reboot" because it is static; other users would send passwords in statements, which the server logs',
    broken: { family: type === "aws_db_parameter_group" ? "postgres17" : "aurora-postgresql17", parameter: [] },
    mended: {
      family: type === "aws_db_parameter_group" ? "postgres17" : "aurora-postgresql17",
      parameter: [{ name: "rds.restrict_password_commands", value: "1", apply_method: "pending-reboot" }],
    },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.RestrictPasswordMgmt.html",
  },
]);

export const logs: readonly Rule[] = [
  {
    id: "aws-cloudfront-log-cookies",
    name: "distributions log no cookies",
    type: "aws_cloudfront_distribution",
    severity: "high",
    topic: "secrets",
    holds: ({ block }) => nested(block.logging_config).include_cookies !== true,
    fix: "leave out logging_config.include_cookies",
    broken: { logging_config: { bucket: "logs", include_cookies: true } },
    mended: { logging_config: { bucket: "logs" } },
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html",
  },
  {
    id: "aws-log-delivery-cookies",
    name: "deliveries of access logs leave out cookies",
    type: "aws_cloudwatch_log_delivery",
    severity: "high",
    topic: "secrets",
    // Without the argument, CloudFront delivers its default fields, and cookies are one of them.
    holds: ({ block }) => list(block.record_fields).length > 0 && !holdsSecret(list(block.record_fields)),
    fix: "set record_fields without cs(Cookie)",
    broken: { delivery_source_name: "shop" },
    mended: { record_fields: ["date", "cs-method"] },
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html",
  },
  {
    id: "aws-cloudfront-realtime-secrets",
    name: "real-time logs leave out headers and cookies",
    type: "aws_cloudfront_realtime_log_config",
    severity: "high",
    topic: "secrets",
    holds: ({ block }) => !holdsSecret(list(block.fields)),
    fix: "leave cs-headers and cs-cookie out of fields",
    broken: { fields: ["timestamp", "cs-headers"] },
    mended: { fields: ["timestamp"] },
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/real-time-logs.html",
  },
  {
    id: "aws-eks-fargate-logs",
    name: "pods on Fargate may write their logs",
    type: "aws_eks_fargate_profile",
    severity: "medium",
    topic: "logging",
    unprotected: "ignore",
    holds: (profile, all) => {
      const role = all.named(profile, "pod_execution_role_arn");
      return (
        role === undefined ||
        all
          .companions(role, "aws_iam_role_policy")
          .some(({ block }) => String(block.policy).includes("logs:PutLogEvents"))
      );
    },
    fix: "allow the pod execution role logs:PutLogEvents, and name the log group in the config map aws-logging",
    broken: { pod_execution_role_arn: "${aws_iam_role.it.arn}" },
    brokenBeside: { aws_iam_role: { it: { name: "pods" } } },
    mended: { pod_execution_role_arn: "${aws_iam_role.it.arn}" },
    beside: {
      aws_iam_role: { it: { name: "pods" } },
      aws_iam_role_policy: { it: { role: "${aws_iam_role.it.name}", policy: '{"Action":"logs:PutLogEvents"}' } },
    },
    page: "https://docs.aws.amazon.com/eks/latest/userguide/fargate-logging.html",
  },
  ...apiStages,
  ...statements,
];
