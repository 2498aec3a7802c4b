import { FargateLogging } from "@modules/kubernetes/workloads/fargate-logging";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const json = synth((stack) => {
  new FargateLogging(stack, "logs", { logGroupName: "/aws/eks/shop/fargate", region: "us-west-2" });
});
const { metadata, data } = only(json, "kubernetes_config_map_v1");

test("is where Fargate's log router looks for it", () => {
  expect(metadata.name).toBe("aws-logging");
  expect(only(json, "kubernetes_namespace_v1").metadata).toMatchObject({
    name: "aws-observability",
    labels: { "aws-observability": "enabled" },
  });
});

test("writes to the group that exists, and makes none", () => {
  expect(data["output.conf"].split("\n").map((line: string) => line.trim())).toEqual([
    "[OUTPUT]",
    "Name cloudwatch_logs",
    "Match kube.*",
    "region us-west-2",
    "log_group_name /aws/eks/shop/fargate",
    "log_stream_prefix fargate-",
    "auto_create_group false",
    "",
  ]);
  expect(data.flb_log_cw).toBe("false");
});

test("parses the lines of containerd by a parser that it defines", () => {
  expect(data["filters.conf"]).toContain("Parser crio");
  expect(data["parsers.conf"]).toContain("Name crio");
  const [, pattern] = /Regex (\^.*)\n/.exec(data["parsers.conf"])!;

  expect(new RegExp(pattern!).exec("2026-01-01T00:00:00.1Z stdout F done")!.groups).toMatchObject({ log: "done" });
});
