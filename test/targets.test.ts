/** Compares the page of targets with the environments and the stacks. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production as dafnckmachine } from "../environments/dafnckmachine/production";
import { production as freeagentics } from "../environments/freeagentics/production";
import { production as lp } from "../environments/lp/production";
import { production as phoenixRooivalk } from "../environments/phoenix-rooivalk/production";
import { stacks } from "./support/stacks";

const page = readFileSync("docs/targets.md", "utf8");
const stack = (name: string) => stacks[`dafnckmachine-production-${name}`]!;

test("links to files that exist", () => {
  const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => join("docs", link!));

  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((link) => !existsSync(link))).toEqual([]);
});

test("counts the pods, the storage and the cache of DafnckMachine as they are", () => {
  const pods = Object.values<Json>(stack("workloads").resource.kubernetes_horizontal_pod_autoscaler_v2);
  const { aws_ebs_volume } = stack("data").resource;
  const { throughput } = Object.values<Json>(aws_ebs_volume)[0];

  expect(pods.map(({ spec }) => spec.max_replicas)).toContain(Number(/grows to (\d+) pods/.exec(page)![1]));
  expect(page).toContain(
    `provisioned for ${only(stack("data"), "aws_efs_file_system").provisioned_throughput_in_mibps} MiB/s`,
  );
  expect(page).toContain(`a gp3 volume delivers ${throughput} MiB/s`);
  expect(JSON.stringify(stack("workloads").resource.kubernetes_config_map_v1)).toMatch(/CACHE_L1_SIZE.*CACHE_L2_SIZE/);
  expect(page).toContain(`as \`${dafnckmachine.database.instanceClass}\``);
});

test("names objectives that the environments have", () => {
  const { compute, recoveryObjectives } = freeagentics;
  const { blockchain, database } = phoenixRooivalk;
  const inEnglish = (value: number) => value.toLocaleString("en-US");

  expect(page).toContain(`${compute.min} to ${compute.max} servers`);
  expect(page).toContain("back within 5 minutes, with 1 minute lost");
  expect(page).toContain("1 hour and 15 minutes for them");
  expect(recoveryObjectives?.database).toMatchObject({
    zone: { lostMinutes: 1, downMinutes: 5 },
    damage: { lostMinutes: 15, downMinutes: 60 },
    region: { lostMinutes: 15, downMinutes: 60 },
  });
  for (const { availabilityPercent } of [lp.objectives!.apiGateway!, phoenixRooivalk.objectives!.public!]) {
    expect(page).toContain(`| ${availabilityPercent}% availability |`);
  }
  expect(page).toContain(`| ${inEnglish(blockchain.transactionsPerSecond)} transactions a second |`);
  expect(page).toContain(`${inEnglish(database.maxConnections)}. The first test`);
});

test("says what the pooler and the alarm of Phoenix Rooivalk hold", () => {
  const { replicas, poolSize, maxClients } = phoenixRooivalk.workloads.pooler;
  const { resource } = stacks["phoenix-rooivalk-production-operations"]!;
  const alarm = Object.values<Json>(resource.aws_cloudwatch_metric_alarm).find(
    ({ metric_name }) => metric_name === "TransactionThroughput",
  );

  expect(page).toContain(`accepts ${(replicas * maxClients).toLocaleString("en")} connections`);
  expect(page).toContain(`share ${replicas * poolSize} of`);
  expect(alarm).toMatchObject({ comparison_operator: "GreaterThanThreshold", threshold: 3500 });
  expect(page).toContain("An alarm above it");
});

test("names every stack of DafnckMachine's phases as it is", () => {
  const phases = /\| weeks [\s\S]*?\n\n/.exec(page)![0];
  const names = [...phases.matchAll(/`([\w*-]+)`/g)].map(([, name]) => name!);
  const ids = Object.keys(stacks).map((id) => id.replace("dafnckmachine-production-", ""));

  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !ids.some((id) => new RegExp(`^${name.replaceAll("*", ".*")}$`).test(id)))).toEqual([]);
});
