import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { calendar, calendarFaults, calendarWarnings, dueEntries } from "@modules/checks/calendar/calendar";
import { ENDS } from "@modules/checks/calendar/ends";
import { usesOf } from "@modules/checks/calendar/uses";
import type { Json } from "@modules/checks/json";
import { type PreparedStack, prepare } from "@modules/checks/prepare";
import { testApp } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { soundStack } from "../../../support/faults";
import { prepared } from "../../../support/stacks";

function clusters(version: string): PreparedStack[] {
  const app = testApp();
  const vpcConfig = { subnetIds: ["subnet-1", "subnet-2"] };
  new EksCluster(soundStack(app), "cluster", { name: "shop", roleArn: "role", version, vpcConfig });
  return prepare(app);
}

/** Products and cycles in a stack with these resources, without those of its providers. */
function versionsIn(resource: Json): string[] {
  const stack = { id: "shop", json: { resource } } as unknown as PreparedStack;
  return usesOf([stack]).map(({ product, cycle }) => `${product} ${cycle}`);
}

const EKS_LINE = (version: string, ends: string) =>
  `shop aws_eks_cluster.cluster: EKS ${version} must be supported for 90 days, got an end on ${ends}; upgrade it (https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html)`;

test("fails from 90 days before the end of support, and after it", () => {
  const stacks = clusters("1.34");

  expect(calendarFaults(stacks, { today: "2026-09-02" })).toEqual([]);
  expect(calendarFaults(stacks, { today: "2026-09-03" })).toEqual([EKS_LINE("1.34", "2026-12-02")]);
  expect(calendarFaults(stacks, { today: "2028-01-01" })).toHaveLength(1);
});

test("accepts an end that a waiver names, until the waiver's last day", () => {
  const stacks = clusters("1.34");
  const ends = [{ product: "EKS", cycle: "1.34", reason: "Its add-ons follow.", owner: "shop", expires: "2027-02-28" }];

  expect(calendarFaults(stacks, { ends, today: "2027-02-28" })).toEqual([]);
  expect(calendarFaults(stacks, { ends, today: "2027-03-01" })).toEqual([EKS_LINE("1.34", "2026-12-02")]);
});

test("fails for a waiver of an end that is not near", () => {
  const ends = [{ product: "EKS", cycle: "1.34", reason: "Its add-ons follow.", owner: "shop", expires: "2027-02-28" }];

  expect(calendarFaults(clusters("1.35"), { ends, today: "2026-11-28" })).toEqual([
    "waivers: the waiver of the end of EKS 1.34 must be for a version in use whose end is near, got none; remove it",
  ]);
});

test("fails for a version that the table lacks", () => {
  expect(calendarFaults(clusters("1.99"), { today: "2026-11-28" })).toEqual([
    "shop aws_eks_cluster.cluster: EKS 1.99 must have a row in the table of ends, got none; add it to ENDS with its source",
  ]);
});

test("fails for a waiver of a policy past its last day", () => {
  const waiver = { rule: "aws-sqs-encryption", where: "*", reason: "x", owner: "shop", expires: "2026-11-27" };
  const check = (today: string) => calendarFaults(clusters("1.35"), { waivers: [waiver], today });

  expect(check("2026-11-27")).toEqual([]);
  expect(check("2026-11-28")).toEqual([
    expect.stringMatching(/^waivers: the waiver of aws-sqs-encryption .* shop fixes/),
  ]);
});

test("warns in a synthesis instead of failing, also about a version whose waiver has expired", () => {
  const stacks = clusters("1.34");
  const ends = [{ product: "EKS", cycle: "1.34", reason: "Its add-ons follow.", owner: "shop", expires: "2026-11-01" }];

  expect(calendarWarnings({ today: "2026-11-28" })(stacks)).toEqual([`warning: ${EKS_LINE("1.34", "2026-12-02")}`]);
  expect(calendarWarnings({ today: "2026-11-28", ends })(stacks)).toEqual([]);
});

test.each<[string, Json, string[]]>([
  ["a database", { aws_db_instance: { it: { engine: "postgres", engine_version: "15.8" } } }, ["PostgreSQL 15"]],
  ["a replica, which has its primary's", { aws_db_instance: { it: { replicate_source_db: "primary" } } }, []],
  ["a cluster", { aws_rds_cluster: { it: { engine: "aurora-postgresql", engine_version: "16" } } }, ["PostgreSQL 16"]],
  ["Cloud SQL", { google_sql_database_instance: { it: { database_version: "POSTGRES_15" } } }, ["PostgreSQL 15"]],
  [
    "a cache",
    { aws_elasticache_replication_group: { it: { engine: "redis", engine_version: "7.0" } } },
    ["ElastiCache Redis OSS 7.0"],
  ],
  ["Memorystore", { google_redis_instance: { it: { redis_version: "REDIS_7_0" } } }, ["Memorystore Redis 7.0"]],
  ["a function", { aws_lambda_function: { it: { runtime: "nodejs22.x" } } }, ["Lambda runtime nodejs22.x"]],
  ["a chart", { helm_release: { it: { chart: "istiod", version: "1.30.4" } } }, ["chart istiod 1.30"]],
  ["nodes", { aws_eks_node_group: { it: { ami_type: "AL2023_x86_64_STANDARD" } } }, ["Amazon Linux 2023"]],
  [
    "a boot disk",
    { google_compute_instance_template: { it: { disk: [{ source_image: "ubuntu-os-cloud/ubuntu-2404-lts-amd64" }] } } },
    ["Ubuntu 24.04"],
  ],
  [
    "a listener",
    { aws_lb_listener: { it: { ssl_policy: "ELBSecurityPolicy-2016-08" } } },
    ["TLS policy of load balancers ELBSecurityPolicy-2016-08"],
  ],
  [
    "images of pods, without those of one's own registry",
    {
      kubernetes_deployment_v1: {
        it: {
          spec: {
            template: {
              spec: {
                container: [
                  { image: "111122223333.dkr.ecr.us-east-1.amazonaws.com/docker-hub/grafana/grafana:12.4.4" },
                  { image: "grafana/grafana:12.3.1" },
                  { image: "docker.io/grafana/loki:3.6.2" },
                  { image: "quay.io/thanos/thanos:v0.40.1" },
                  { image: "postgres:15.18" },
                  { image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/docker-hub-shop/postgres:16.3" },
                ],
                init_container: { image: "111122223333.dkr.ecr.us-east-1.amazonaws.com/shop:v1" },
              },
            },
          },
        },
      },
    },
    [
      "image grafana/grafana 12.4.4",
      "image grafana/grafana 12.3.1",
      "image grafana/loki 3.6.2",
      "image quay.io/thanos/thanos v0.40.1",
      "PostgreSQL 15",
      "PostgreSQL 16",
    ],
  ],
  [
    "images of tasks",
    { aws_ecs_task_definition: { it: { container_definitions: '[{"image":"postgres:16.2"}]' } } },
    ["PostgreSQL 16"],
  ],
])("reads the version of %s", (_, resource, versions) => {
  expect(versionsIn(resource)).toEqual(versions);
});

test("reads the majors of providers", () => {
  expect(usesOf(clusters("1.35"))).toContainEqual({ product: "provider aws", cycle: "5", place: "shop terraform" });
});

test("lists versions by their ends, those without a known end last", () => {
  const ends = calendar(prepared).map(({ end }) => end?.ends ?? "9");

  expect(ends).toEqual([...ends].sort());
});

test("has a row for every version that the stacks use", () => {
  expect(calendar(prepared).filter(({ end }) => !end)).toEqual([]);
});

test("has a day and a source in every row", () => {
  for (const { product, ends, source } of ENDS) {
    expect(source, product).toMatch(/^https:\/\//);
    expect(ends === undefined || new Date(ends).toISOString().slice(0, 10) === ends, product).toBe(true);
  }
});

test("finds the ends that are near in all stacks on a day", () => {
  expect(dueEntries(prepared, "2026-01-01").map(({ product }) => product)).toEqual(["chart ingress-nginx"]);
});
