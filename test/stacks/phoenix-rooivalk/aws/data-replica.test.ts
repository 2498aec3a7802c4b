import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

const near = stacks["phoenix-rooivalk-production-data-replica"]!;
const far = stacks["phoenix-rooivalk-production-data-us-west-2"]!;

function all(json: Json, type: string): Json[] {
  return Object.values(json.resource[type] ?? {});
}

test("follows the primary in two zones of its own region and in another region", () => {
  expect(all(near, "aws_db_instance").map(({ availability_zone }) => availability_zone)).toEqual([
    "us-east-1a",
    "us-east-1b",
  ]);
  expect(far.provider.aws[0].region).toBe("us-west-2");
  for (const replica of [...all(near, "aws_db_instance"), only(far, "aws_db_instance")]) {
    expect(replica).toMatchObject({
      instance_class: "db.r5.xlarge",
      storage_type: "gp3",
      replicate_source_db: expect.stringContaining("phoenix-rooivalk-production-data.outputs"),
    });
  }
});

test("takes as many connections and workers as the larger primary, without which none could replay", () => {
  const settings = (json: Json) => all(json, "aws_db_parameter_group").map(({ parameter }) => parameter);
  const [wanted] = settings(stacks["phoenix-rooivalk-production-data"]!);

  expect([...settings(near), ...settings(far)]).toEqual([wanted, wanted, wanted]);
  for (const name of ["max_connections", "max_worker_processes"]) {
    expect(wanted).toContainEqual(expect.objectContaining({ name, apply_method: "pending-reboot" }));
  }
});

test("spreads reads evenly over the near ones by a name inside the VPC", () => {
  const records = all(near, "aws_route53_record");

  expect(new Set(records.map(({ name }) => name))).toEqual(
    new Set(["postgres-read.internal.phoenix-rooivalk.example.com"]),
  );
  expect(records.map(({ records }) => records)).toEqual([
    ["${aws_db_instance.read-a.address}"],
    ["${aws_db_instance.read-b.address}"],
  ]);
  expect(records.map(({ weighted_routing_policy }) => weighted_routing_policy.weight)).toEqual([1, 1]);
  expect(far.resource.aws_route53_record).toBeUndefined();
});

test("tells people in the replica's region when it is a minute behind", () => {
  const lag = all(far, "aws_cloudwatch_metric_alarm").find(({ metric_name }) => metric_name === "ReplicaLag");

  expect(lag).toMatchObject({
    threshold: 60,
    alarm_actions: [expect.stringContaining("production-security-us-west-2.outputs")],
  });
});

test("is left out where the environment has no replicas", () => {
  expect(Object.keys(stacks).filter((id) => /phoenix-rooivalk-development-(data-|cache)/.test(id))).toEqual([]);
});
