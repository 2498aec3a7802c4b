import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alertRulesYaml, type RuleGroup } from "@modules/config/prometheus";
import { stringify } from "yaml";

export const hasPromtool = spawnSync("promtool", ["--version"]).status === 0;

/** Simulated metrics, and the alerts that fire at a time, such as `1d10m`. */
export interface RuleTest {
  /** Values by series, in promtool's notation with one value per minute: `0+100x60` is a counter over an hour. */
  readonly series: Readonly<Record<string, string>>;
  readonly at: Readonly<Record<string, readonly string[]>>;
}

/**
 * Findings of `promtool test rules`; empty when at each time exactly the expected alerts fire.
 *
 * @param interval interval at which the rules are evaluated; a short interval makes tests over days slow
 */
export function findingsOfTests(
  groups: readonly RuleGroup[],
  tests: readonly RuleTest[],
  interval: "1m" | "5m" = "5m",
): string {
  const folder = mkdtempSync(join(tmpdir(), "promtool-"));
  writeFileSync(join(folder, "rules.yml"), alertRulesYaml(groups));
  const alerts = groups.flatMap(({ rules }) => rules.flatMap((rule) => ("alert" in rule ? [rule] : [])));
  const file = join(folder, "tests.yml");
  writeFileSync(
    file,
    stringify({
      rule_files: ["rules.yml"],
      evaluation_interval: interval,
      tests: tests.map(({ series, at }) => ({
        interval: "1m",
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        alert_rule_test: Object.entries(at).flatMap(([time, firing]) =>
          alerts.map(({ alert, labels, annotations }) => ({
            eval_time: time,
            alertname: alert,
            exp_alerts: firing.includes(alert) ? [{ exp_labels: labels, exp_annotations: annotations }] : [],
          })),
        ),
      })),
    }),
  );
  const { status, stdout, stderr } = spawnSync("promtool", ["test", "rules", file], { encoding: "utf8" });
  return status === 0 ? "" : `${stdout}${stderr}`;
}
