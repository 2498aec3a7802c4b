/** Parameter groups of RDS and Aurora. */
import type { Json } from "../../json";
import { list } from "../../model/values";
import type { Rule } from "../rule";

/** Whether a parameter group makes PostgreSQL or MySQL refuse connections without TLS. */
function requiresTls({ parameter }: Json): boolean {
  return list(parameter).some(
    ({ name, value }) =>
      (name === "rds.force_ssl" && value === "1") ||
      (name === "require_secure_transport" && ["1", "ON"].includes(value)),
  );
}

export const parameterGroups: readonly Rule[] = [
  {
    id: "aws-rds-tls",
    name: "databases refuse connections without TLS",
    type: "aws_db_parameter_group",
    severity: "high",
    topic: "encryption in transit",
    // The parameter group of an Aurora cluster holds the parameter, not that of an instance.
    holds: ({ block }) => String(block.family).startsWith("aurora-") || requiresTls(block),
    fix: 'set the parameter rds.force_ssl to "1", or require_secure_transport to "ON" for MySQL',
    broken: { family: "postgres17", parameter: [{ name: "max_connections", value: "1000" }] },
    mended: {
      family: "postgres17",
      parameter: [{ name: "rds.force_ssl", value: "1", apply_method: "pending-reboot" }],
    },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html",
  },
  {
    id: "aws-aurora-tls",
    name: "clusters refuse connections without TLS",
    type: "aws_rds_cluster_parameter_group",
    severity: "high",
    topic: "encryption in transit",
    holds: ({ block }) => requiresTls(block),
    fix: 'set the parameter rds.force_ssl to "1", or require_secure_transport to "ON" for MySQL',
    broken: { parameter: [] },
    mended: { parameter: [{ name: "rds.force_ssl", value: "1" }] },
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html",
  },
  ...["aws_db_parameter_group", "aws_rds_cluster_parameter_group"].map(
    (type): Rule => ({
      id: `${type.replaceAll("_", "-")}-replacement`,
      name: `${type} with a fixed name is not replaced by a resource of the same name`,
      type,
      severity: "low",
      topic: "configuration",
      holds: ({ block: { name, lifecycle = {} } }) =>
        !name || !lifecycle.create_before_destroy || list(lifecycle.ignore_changes).includes("description"),
      fix: 'set lifecycle.ignore_changes to ["description"], and put the family into the name; RDS cannot make the same name twice',
      broken: { name: "shop-17", lifecycle: { create_before_destroy: true } },
      mended: { name: "shop-17", lifecycle: { create_before_destroy: true, ignore_changes: ["description"] } },
      page: "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle",
    }),
  ),
];
