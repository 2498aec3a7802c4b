import { CeCostAllocationTag } from "@cdktf/provider-aws/lib/ce-cost-allocation-tag";
import { ComputeoptimizerEnrollmentStatus } from "@cdktf/provider-aws/lib/computeoptimizer-enrollment-status";
import { billingAlarms } from "@modules/aws/cost/alarms";
import { AnomalyDetection } from "@modules/aws/cost/anomaly-detection";
import { Budget } from "@modules/aws/cost/budget";
import { UsageExport } from "@modules/aws/cost/usage-export";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Construct } from "constructs";
import type { CostSettings } from "../../../environments/schema/costs";
import type { Environment } from "../../../environments/schema/environment";
import { AwsStack } from "../../base/aws-stack";
import { addResourceAlarms } from "../../parts/aws/alarms";

interface CostsProps {
  /** The environment's `costs`, which are optional in the environment. */
  readonly costs: CostSettings;
  /** Topics that anomalies and billing alarms are published to. */
  readonly alerts: IAlerts;
}

/** Construct id of a name that people read. */
function idOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

/** Budgets, anomaly detection, billing alarms and recommendations for the sizes of resources. */
class CostsStack extends AwsStack {
  constructor(scope: Construct, environment: Environment, { costs, alerts }: CostsProps) {
    super(scope, environment, "costs", { hasFipsEndpoints: false });
    const { platform, account } = environment;
    for (const { name, ...budget } of costs.budgets) {
      new Budget(this, idOf(name), { ...budget, name: this.named(name) });
    }
    addResourceAlarms(this, alerts, `${platform}-charges`, billingAlarms(costs.billingAlarmsUsd));
    for (const tagKey of costs.allocationTags) {
      new CeCostAllocationTag(this, `${idOf(tagKey)}-tag`, { tagKey, status: "Active" });
    }
    if (account.createDefaults) {
      new ComputeoptimizerEnrollmentStatus(this, "compute-optimizer", { status: "Active" });
    }
    if (costs.usageExport) {
      this.addUsageExport(costs.usageExport);
    }
    if (account.createDefaults && costs.anomalies) {
      this.addAnomalies(costs.anomalies, alerts);
    }
  }

  private addUsageExport({ bucket, retentionDays }: NonNullable<CostSettings["usageExport"]>): void {
    const { platform, deletionProtection } = this.environment;
    const name = this.named(bucket);
    new UsageExport(this, "usage", {
      name: this.named(`${platform}-usage`),
      bucket: name,
      expirationDays: retentionDays,
      accessLogs: new LogBucket(this, "access-logs", { name: `${name}-access-logs`, deletionProtection }),
      deletionProtection,
    });
  }

  private addAnomalies({ threshold, recipients }: NonNullable<CostSettings["anomalies"]>, alerts: IAlerts): void {
    new AnomalyDetection(this, "anomalies", {
      name: this.named(`${this.environment.platform}-anomalies`),
      threshold,
      recipients:
        recipients === "immediate"
          ? { frequency: "immediate", topicArn: alerts.topics.warning }
          : { frequency: "daily", emails: recipients },
    });
  }
}

/** Defines the stack, if the environment has limits of cost. */
export function defineCosts(scope: Construct, environment: Environment, { alerts }: Pick<CostsProps, "alerts">): void {
  if (environment.costs) {
    new CostsStack(scope, environment, { costs: environment.costs, alerts });
  }
}
