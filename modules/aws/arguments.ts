/** Forms in which AWS services return arguments, by resource type. The AWS provider checks other limits itself, at plan. */
import type { ArgumentLimits, ReturnedForm } from "@modules/core/arguments";

/**
 * Parameters whose secure value equals the default of a family: from PostgreSQL 15 on `rds.force_ssl` is 1. RDS returns
 * them with the method `pending-reboot`, whatever was sent.
 */
export const DEFAULTS_OF_FAMILY: ReadonlySet<string> = new Set(["rds.force_ssl"]);

const parameters: ReturnedForm = {
  holds: (all) => all.every((one) => !DEFAULTS_OF_FAMILY.has(one.name) || one.apply_method === "pending-reboot"),
  rule: `of the method pending-reboot where its name is ${[...DEFAULTS_OF_FAMILY].join(" or ")}`,
  page: "https://github.com/hashicorp/terraform-provider-aws/issues/39252",
};

/** Every configuration of the table `COST_AND_USAGE_REPORT`. https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html */
const USAGE_CONFIGURATIONS = [
  "BILLING_VIEW_ARN",
  "INCLUDE_CAPACITY_RESERVATION_DATA",
  "INCLUDE_IAM_PRINCIPAL_DATA",
  "INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY",
  "INCLUDE_RESOURCES",
  "INCLUDE_SPLIT_COST_ALLOCATION_DATA",
  "TIME_GRANULARITY",
];

export const ARGUMENTS: Readonly<Record<string, ArgumentLimits>> = {
  aws_bcmdataexports_export: {
    returned: {
      // The service returns every configuration. The provider fails or replaces the export if one was not sent.
      "export.data_query.table_configurations.COST_AND_USAGE_REPORT": {
        holds: (all) =>
          all.every((one) => typeof one !== "object" || USAGE_CONFIGURATIONS.every((name) => name in one)),
        rule: `a map with ${USAGE_CONFIGURATIONS.join(", ")}`,
        page: "https://github.com/hashicorp/terraform-provider-aws/issues/48807",
      },
    },
  },
  aws_db_instance: {
    returned: {
      // CreateDBInstanceReadReplica ignores the argument, so the second apply of a replica sets it. No form avoids this.
      deletion_protection: {
        holds: () => true,
        rule: "set by a second apply",
        page: "https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/rds/instance_test.go",
      },
    },
  },
  aws_db_parameter_group: { returned: { parameter: parameters } },
  aws_ecs_task_definition: {
    returned: {
      // ECS returns both lists. The provider replaces the task definition if one was not sent.
      container_definitions: {
        holds: (containers) =>
          containers
            .flat()
            .map(({ linuxParameters }) => linuxParameters?.capabilities)
            .every((capabilities) => !capabilities || (capabilities.add && capabilities.drop)),
        rule: "with both lists of capabilities, add and drop, where it has one",
        page: "https://github.com/braintrustdata/terraform-aws-braintrust-data-plane/pull/335",
      },
    },
  },
  aws_elasticache_user: {
    returned: {
      "authentication_mode.type": {
        holds: (types) => !types.includes("no-password-required"),
        rule: "iam or password, and no_password_required set for a user without a password",
        page: "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_Authentication.html",
      },
    },
  },
  aws_lambda_function: {
    returned: {
      kms_key_arn: {
        // Lambda also encrypts snapshots of SnapStart, and images, with the key.
        holds: (_, { environment, package_type, snap_start }) =>
          Object.keys([environment].flat()[0]?.variables ?? {}).length > 0 || package_type === "Image" || !!snap_start,
        rule: "left out of a function that has neither environment variables nor SnapStart nor an image",
        page: "https://github.com/hashicorp/terraform-provider-aws/issues/6366",
      },
    },
  },
  aws_rds_cluster_parameter_group: { returned: { parameter: parameters } },
};
