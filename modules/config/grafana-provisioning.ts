/** Provisioning of Grafana from files: https://grafana.com/docs/grafana/latest/administration/provisioning/. */
import { yamlText } from "./yaml";

/**
 * Text of a file in `provisioning/datasources`: the Prometheus data source of dashboards that `dashboardJson` makes.
 *
 * @param url such as `http://localhost:9090`
 * @param scrapeInterval smallest step of a graph, such as `15s`
 * @example datasourceYaml("http://localhost:9090", "15s");
 */
export function datasourceYaml(url: string, scrapeInterval: string): string {
  const datasource = {
    name: "Prometheus",
    type: "prometheus",
    uid: "prometheus",
    access: "proxy",
    url,
    isDefault: true,
    editable: false,
    jsonData: { timeInterval: scrapeInterval },
  };
  return yamlText({ apiVersion: 1, datasources: [datasource] });
}

/**
 * Text of a file in `provisioning/dashboards`: a folder whose JSON files Grafana shows as dashboards.
 *
 * @example dashboardProviderYaml("Shop", "/etc/grafana/dashboards");
 */
export function dashboardProviderYaml(name: string, path: string): string {
  const provider = { name, type: "file", disableDeletion: true, allowUiUpdates: false, options: { path } };
  return yamlText({ apiVersion: 1, providers: [provider] });
}
