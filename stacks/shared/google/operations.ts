import type { IAlerts } from "@modules/google/operations/alert-channels";
import { Dashboard, type Graph } from "@modules/google/operations/dashboard";
import { type MeasuredObjective, ServiceObjectives } from "@modules/google/operations/service-objectives";
import { type IUptimeCheck, passedChecks, UptimeCheck } from "@modules/google/operations/uptime-check";
import type { Construct } from "constructs";
import { alarmRunbook } from "../../base/environment-stack";
import { type GoogleEnvironment, GoogleStack } from "../../base/google-stack";

export interface GoogleOperationsProps {
  readonly alerts: IAlerts;
  /**
   * Objectives of the platform's services.
   *
   * @param checks uptime checks by their names in the environment
   */
  readonly objectives: (checks: Readonly<Record<string, IUptimeCheck>>) => readonly MeasuredObjective[];
  /** Rows of the dashboard below the row of the uptime checks. */
  readonly rows: readonly (readonly Graph[])[];
}

/** Uptime checks of the public names from Google Cloud, objectives and a dashboard. */
class GoogleOperationsStack extends GoogleStack {
  constructor(scope: Construct, environment: GoogleEnvironment, { alerts, objectives, rows }: GoogleOperationsProps) {
    super(scope, environment, "operations");
    const { platform } = environment;
    const { uptimeChecks, dashboard } = this.google.monitoring;
    const checks = Object.fromEntries(
      Object.entries(uptimeChecks).map(([name, { host, path }]) => [
        name,
        new UptimeCheck(this, `${name}-uptime`, { name: this.named(`${platform}-${name}`), host, path }),
      ]),
    );
    const all = objectives(checks);
    for (const service of new Set(all.map(({ objective }) => objective.service))) {
      new ServiceObjectives(this, `${service}-objectives`, {
        name: this.named(`${platform}-${service.toLowerCase()}`),
        objectives: all.filter(({ objective }) => objective.service === service),
        alerts,
        runbook: `${alarmRunbook(environment)}#error-budget`,
      });
    }
    if (dashboard) {
      const uptime = Object.entries(checks).map(([name, check]) => ({
        title: `Regions that cannot reach ${name}`,
        lines: [{ label: name, metric: passedChecks(check) }],
      }));
      new Dashboard(this, "dashboard", {
        name: this.named(platform),
        rows: [...(uptime.length > 0 ? [uptime] : []), ...rows],
      });
    }
  }
}

/** Defines the stack, if the environment has uptime checks, a dashboard or objectives. */
export function defineGoogleOperations(
  scope: Construct,
  environment: GoogleEnvironment,
  props: GoogleOperationsProps,
): void {
  const { uptimeChecks = {}, dashboard = false } = environment.google?.monitoring ?? {};
  if (dashboard || Object.keys(uptimeChecks).length > 0) {
    new GoogleOperationsStack(scope, environment, props);
  }
}
