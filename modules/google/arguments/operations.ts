/** Limits of alert policies, uptime checks, objectives and budgets. */
import type { ArgumentLimits } from "@modules/core/arguments";
import { role } from "./policies";

/** https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies */
const minutes = { pattern: /^(0|[1-9]\d*)s$/, rule: "whole seconds that end in s, such as 300s" };

export const OPERATIONS: Readonly<Record<string, ArgumentLimits>> = {
  google_billing_account_iam_member: { patterns: { role } },
  google_billing_budget: {
    values: { "threshold_rules.spend_basis": ["CURRENT_SPEND", "FORECASTED_SPEND"] },
    patterns: {
      billing_account: { pattern: /^[0-9A-F]{6}(-[0-9A-F]{6}){2}$/, rule: "an id such as 012345-567890-ABCDEF" },
    },
    returned: {
      "budget_filter.projects": {
        // Only Terraform knows other expressions than the id of a project.
        holds: (projects) =>
          projects.every(
            (project) =>
              /^projects\/\d+$/.test(project) ||
              (project.includes("${") && !/google_project\.[\w-]+\.(project_)?id\}/.test(project)),
          ),
        rule: "projects/ and a number, not an id",
        page: "https://github.com/terraform-google-modules/terraform-google-project-factory/issues/541",
      },
    },
  },
  google_monitoring_alert_policy: {
    values: {
      "alert_strategy.notification_prompts": ["OPENED", "CLOSED"],
      combiner: ["AND", "OR", "AND_WITH_MATCHING_RESOURCE"],
      "conditions.condition_threshold.comparison": ["COMPARISON_GT", "COMPARISON_LT"],
      "conditions.condition_threshold.evaluation_missing_data": [
        "EVALUATION_MISSING_DATA_INACTIVE",
        "EVALUATION_MISSING_DATA_ACTIVE",
        "EVALUATION_MISSING_DATA_NO_OP",
      ],
      severity: ["CRITICAL", "ERROR", "WARNING"],
    },
    patterns: { "conditions.condition_threshold.duration": minutes, "alert_strategy.auto_close": minutes },
  },
  google_monitoring_dashboard: {
    returned: {
      dashboard_json: {
        holds: ([{ mosaicLayout }]) =>
          (mosaicLayout?.tiles ?? []).every(
            ({ xPos, yPos }: { xPos?: number; yPos?: number }) => xPos !== 0 && yPos !== 0,
          ),
        rule: "without positions of 0",
        page: "https://github.com/hashicorp/terraform-provider-google/issues/16173",
      },
    },
  },
  google_monitoring_slo: {
    ranges: { goal: [0.000001, 0.9999], rolling_period_days: [1, 30] },
    exclusive: [["calendar_period", "rolling_period_days"]],
  },
  google_monitoring_uptime_check_config: {
    values: {
      checker_type: ["STATIC_IP_CHECKERS", "VPC_CHECKERS"],
      "http_check.request_method": ["GET", "POST"],
      period: ["60s", "300s", "600s", "900s"],
    },
    patterns: { timeout: { pattern: /^([1-9]|[1-5]\d|60)s$/, rule: "1s to 60s" } },
  },
};
