/** Tests that alert rules fire on simulated series exactly when they should. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { machineProgram } from "../support/installed-programs";
import { productionText, written } from "../support/rendered";

const promtool = machineProgram("promtool", "prometheus");
const RULES = "prometheus/freeagentics/alert_rules.yml";
const SERVER = 'job="nodes",instance="i-1",name="app"';
const DISK = `${SERVER},mountpoint="/",fstype="xfs"`;
const API = 'job="api-servers",instance="i-1"';

type Series = Readonly<Record<string, string>>;

interface Case {
  readonly alert: string;
  readonly severity: string;
  readonly minutes: number;
  readonly bad: Series;
  readonly good: Series;
}

/** 20 samples, one a minute. */
const steady = (value: number) => `${value}x20`;
const rising = (perSecond: number) => `0+${perSecond * 60}x20`;

const CASES: readonly Case[] = [
  {
    alert: "ApiDown",
    severity: "critical",
    minutes: 3,
    bad: { [`up{${API}}`]: steady(0), 'up{job="api-servers",instance="i-2"}': steady(0) },
    good: { [`up{${API}}`]: steady(0), 'up{job="api-servers",instance="i-2"}': steady(1) },
  },
  { alert: "ApiDown", severity: "critical", minutes: 3, bad: {}, good: { [`up{${API}}`]: steady(1) } },
  {
    alert: "DatabaseDown",
    severity: "critical",
    minutes: 3,
    bad: { 'pg_up{job="database",instance="e"}': steady(0) },
    good: { 'pg_up{job="database",instance="e"}': steady(1) },
  },
  {
    alert: "DatabaseUnobserved",
    severity: "warning",
    minutes: 18,
    bad: { 'up{job="database",instance="e"}': steady(0), 'pg_up{job="database",instance="e"}': steady(1) },
    good: { 'up{job="database",instance="e"}': steady(1), 'pg_up{job="database",instance="e"}': steady(1) },
  },
  {
    alert: "RedisDown",
    severity: "critical",
    minutes: 3,
    bad: { 'redis_up{job="redis",instance="n"}': steady(0) },
    good: { 'redis_up{job="redis",instance="n"}': steady(1) },
  },
  {
    alert: "PrometheusDown",
    severity: "warning",
    minutes: 8,
    bad: { 'up{job="alertmanager",instance="a"}': steady(0) },
    good: { 'up{job="alertmanager",instance="a"}': steady(1) },
  },
  {
    alert: "DiskFull",
    severity: "critical",
    minutes: 8,
    bad: { [`node_filesystem_avail_bytes{${DISK}}`]: steady(9), [`node_filesystem_size_bytes{${DISK}}`]: steady(100) },
    good: {
      [`node_filesystem_avail_bytes{${DISK}}`]: steady(10),
      [`node_filesystem_size_bytes{${DISK}}`]: steady(100),
    },
  },
  {
    alert: "HighCpu",
    severity: "warning",
    minutes: 18,
    bad: { [`node_cpu_seconds_total{${SERVER},mode="idle",cpu="0"}`]: rising(0.15) },
    good: { [`node_cpu_seconds_total{${SERVER},mode="idle",cpu="0"}`]: rising(0.25) },
  },
  {
    alert: "HighMemory",
    severity: "warning",
    minutes: 14,
    bad: {
      [`node_memory_MemAvailable_bytes{${SERVER}}`]: steady(14),
      [`node_memory_MemTotal_bytes{${SERVER}}`]: steady(100),
    },
    good: {
      [`node_memory_MemAvailable_bytes{${SERVER}}`]: steady(16),
      [`node_memory_MemTotal_bytes{${SERVER}}`]: steady(100),
    },
  },
  {
    alert: "SlowResponses",
    severity: "informational",
    minutes: 14,
    bad: buckets(0.9),
    good: buckets(0.99),
  },
  {
    alert: "HighErrorRate",
    severity: "warning",
    minutes: 14,
    bad: {
      [`http_requests_total{${API},status="500"}`]: rising(6),
      [`http_requests_total{${API},status="200"}`]: rising(94),
    },
    good: {
      [`http_requests_total{${API},status="500"}`]: rising(4),
      [`http_requests_total{${API},status="200"}`]: rising(96),
    },
  },
  {
    alert: "ManyFailedLogins",
    severity: "warning",
    minutes: 14,
    bad: { [`freeagentics_failed_logins_total{${API}}`]: rising(2) },
    good: { [`freeagentics_failed_logins_total{${API}}`]: rising(0.5) },
  },
];

/** Histogram of requests: the share is answered within one second, the rest within five. */
function buckets(share: number): Series {
  const series = (le: string) => `http_request_duration_seconds_bucket{${API},le="${le}"}`;
  return { [series("1")]: rising(100 * share), [series("5")]: rising(100), [series("+Inf")]: rising(100) };
}

/** Names of the alerts that fire, as promtool counts them: it fails unless exactly these do. */
function verdict({ alert, minutes }: Case, series: Series, fires: boolean): string {
  const folder = written({ "alert_rules.yml": productionText(RULES) });
  // The test compares ALERTS by alert name, because promtool would otherwise compare all labels, which depend on the
  // series.
  const check = {
    rule_files: ["alert_rules.yml"],
    evaluation_interval: "1m",
    tests: [
      {
        interval: "1m",
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        promql_expr_test: [
          {
            expr: `count(ALERTS{alertname="${alert}",alertstate="firing"})`,
            eval_time: `${minutes}m`,
            exp_samples: fires ? [{ labels: "{}", value: 1 }] : [],
          },
        ],
      },
    ],
  };
  writeFileSync(join(folder, "check.yml"), stringify(check));
  const { status, stdout, stderr } = spawnSync(promtool!, ["test", "rules", "check.yml"], {
    cwd: folder,
    encoding: "utf8",
  });
  return status === 0 ? "" : `${stdout}${stderr}`;
}

describe.skipIf(!promtool)("the rules", () => {
  test.each(CASES)("fire and stay silent: $alert", (one) => {
    expect(verdict(one, one.bad, true)).toBe("");
    expect(verdict(one, one.good, false)).toBe("");
  });
});

test("have the severity by which Alertmanager routes them", () => {
  const { groups } = parse(productionText(RULES));
  const severities = new Map(
    groups.flatMap(({ rules }: { rules: { alert: string; labels: { severity: string } }[] }) =>
      rules.map(({ alert, labels }) => [alert, labels.severity]),
    ),
  );

  for (const { alert, severity } of CASES) {
    expect([alert, severities.get(alert)]).toEqual([alert, severity]);
  }
});
