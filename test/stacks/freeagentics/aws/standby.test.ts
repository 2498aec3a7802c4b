import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/freeagentics/production";
import { stacks } from "../../../support/stacks";

const { recovery, compute, database } = production;
const { region, min } = recovery!;
const OWN_STACKS = ["load-balancing", "compute"];

function primary(stack: string): Json {
  return stacks[`freeagentics-production-${stack}`]!;
}

function standby(stack: string): Json {
  return primary(`${stack}-${region}`);
}

const userData = Object.values<string>(standby("compute").locals).find((text) => text.startsWith("#cloud-config"))!;

test("runs in the recovery region", () => {
  for (const stack of OWN_STACKS) {
    expect(standby(stack).provider.aws.map((provider: Json) => provider.region)).toEqual([region]);
  }
});

test("is left out without recovery settings", () => {
  expect(Object.keys(stacks).filter((id) => /^freeagentics-development-.*-\w+-\w+-\d$/.test(id))).toEqual([]);
});

test("keeps the minimum of servers running and scales as far as the primary region", () => {
  expect(only(standby("compute"), "aws_autoscaling_group")).toMatchObject({
    min_size: min,
    desired_capacity: min,
    max_size: compute.max,
  });
});

test("uses the database replica and the cache of its region", () => {
  const { name } = database.replicas.find((replica) => replica.region === region)!;
  const [, host] = /DATABASE_HOST=([^'\s]*)/.exec(userData)!;
  const [, cache] = /CACHE_HOST=([^'\s]*)/.exec(userData)!;

  expect(host).toMatch(new RegExp(`production-data-${region}\\.outputs\\S*${name}\\S*address`));
  expect(cache).toContain(`production-data-${region}.outputs`);
});

test("writes uploads to the bucket of its region", () => {
  const [, bucket] = /UPLOADS_BUCKET=([^'\s]*)/.exec(userData)!;

  expect(bucket).toContain(`production-copies-${region}.outputs`);
});

test("logs in to the database replicas of its region", () => {
  const logins = Object.values<Json>(standby("compute").resource.aws_iam_role_policy).filter(({ name }) =>
    name.endsWith("-as-app"),
  );

  expect(logins.map(({ name }) => name)).toEqual(
    database.replicas.filter((replica) => replica.region === region).map(({ name }) => `connect-to-${name}-as-app`),
  );
  for (const { policy } of logins) {
    expect(policy).toContain(`production-data-${region}.outputs`);
  }
});

test("pulls images from its region's registry, to which the primary registry replicates", () => {
  const { rule } = only(primary("registry"), "aws_ecr_replication_configuration").replication_configuration;

  expect(userData).toContain(`production-registry-${region}.outputs`);
  expect(rule[0].destination).toMatchObject([{ region }]);
  expect(rule[0].repository_filter).toHaveLength(Object.keys(standby("registry").resource.aws_ecr_repository).length);
});

test("depends on no network, key or image of the primary region", () => {
  for (const stack of OWN_STACKS) {
    expect(JSON.stringify(standby(stack).resource)).not.toMatch(/production-(security|network|registry)\.outputs/);
  }
});

test("serves the primary region's names, with a certificate that the primary region's records validate", () => {
  const names = (json: Json) => {
    const { domain_name, subject_alternative_names } = only(json, "aws_acm_certificate");
    return [domain_name, ...subject_alternative_names];
  };

  expect(names(standby("load-balancing"))).toEqual(names(primary("load-balancing")));
  expect(standby("load-balancing").resource.aws_route53_record).toBeUndefined();
});

test("ends the names of roles, which belong to the whole account, with its region", () => {
  const { aws_iam_role, aws_iam_instance_profile } = standby("compute").resource;
  const names = [...Object.values<Json>(aws_iam_role), ...Object.values<Json>(aws_iam_instance_profile)].map(
    ({ name }) => name,
  );

  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !name.endsWith(`-${region}`))).toEqual([]);
});
