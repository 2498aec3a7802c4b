import { alertmanagerYaml } from "@modules/config/alertmanager";
import { dashboardProviderYaml, datasourceYaml } from "@modules/config/grafana-provisioning";
import type { Severity } from "@modules/core/severity";
import type { FreeagenticsEnvironment, MonitoringSettings } from "../../../environments/freeagentics/schema";
import type { EnvironmentStack } from "../../base/environment-stack";
import { alertRules } from "./alert-rules";
import { dashboards } from "./dashboards";
import { PORTS, prometheus, type ServerNames } from "./prometheus";

/** Folder of the dashboards in Grafana's container. */
export const DASHBOARDS = "/etc/grafana/dashboards";

export interface MonitoringFilesProps {
  readonly names: ServerNames;
  /** ARNs of the topics by severity, as plain text. */
  readonly topics: Readonly<Record<Severity, string>>;
}

/**
 * Renders the configuration files of the Prometheus servers.
 *
 * @returns texts by their paths below the servers' configuration folder
 */
export function renderMonitoringFiles(
  stack: EnvironmentStack<FreeagenticsEnvironment>,
  settings: MonitoringSettings,
  { names, topics }: MonitoringFilesProps,
): Record<string, string> {
  const { environment } = stack;
  const alertmanager = alertmanagerYaml({
    region: environment.account.region,
    topics: {
      critical: { arn: topics.critical, repeatInterval: "1h" },
      warning: { arn: topics.warning, repeatInterval: "12h" },
      informational: { arn: topics.informational, repeatInterval: "24h" },
    },
    otherwise: "warning",
  });
  const path = (folder: string, name: string) => `${folder}/freeagentics/${name}`;
  const provisioning = {
    "datasources/datasource.yml": datasourceYaml(`http://localhost:${PORTS.prometheus}`, "15s"),
    "dashboards/dashboards.yml": dashboardProviderYaml("FreeAgentics", DASHBOARDS),
  };
  const grafana = (folder: string, texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [
        `grafana/${folder}/${name}`,
        stack.render(path("grafana", name.slice(name.lastIndexOf("/") + 1)), text),
      ]),
    );
  return {
    "prometheus/prometheus.yml": stack.render(
      path("prometheus", "prometheus.yml"),
      prometheus(environment, settings, names),
    ),
    "prometheus/alert_rules.yml": stack.render(path("prometheus", "alert_rules.yml"), alertRules()),
    "alertmanager/alertmanager.yml": stack.render(path("prometheus", "alertmanager.yml"), alertmanager),
    ...grafana("provisioning", provisioning),
    ...grafana("dashboards", dashboards()),
  };
}
