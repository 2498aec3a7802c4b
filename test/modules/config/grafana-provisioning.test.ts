import { dashboardJson } from "@modules/config/grafana";
import { dashboardProviderYaml, datasourceYaml } from "@modules/config/grafana-provisioning";
import { expect, test } from "vitest";
import { parse } from "yaml";

test("provides the data source that dashboards refer to", () => {
  const [source] = parse(datasourceYaml("http://localhost:9090", "15s")).datasources;
  const dashboard = JSON.parse(
    dashboardJson({ uid: "u", title: "T", panels: [{ title: "P", unit: "s", queries: { a: "up" } }] }),
  );

  expect(source).toMatchObject({ url: "http://localhost:9090", isDefault: true, jsonData: { timeInterval: "15s" } });
  expect(dashboard.panels[0].datasource.uid).toBe(source.uid);
});

test("provides a folder of dashboards that people cannot change", () => {
  expect(parse(dashboardProviderYaml("Shop", "/etc/dashboards")).providers).toEqual([
    {
      name: "Shop",
      type: "file",
      disableDeletion: true,
      allowUiUpdates: false,
      options: { path: "/etc/dashboards" },
    },
  ]);
});
