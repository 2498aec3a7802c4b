import type { Json } from "@modules/checks/json";
import { Chart, type ChartProps } from "@modules/kubernetes/charts/chart";
import { synth } from "@modules/testing/synth";
import { TerraformResource } from "cdktf";
import { expect, test } from "vitest";

const METRICS: ChartProps = {
  name: "metrics-server",
  namespace: "kube-system",
  repository: "https://kubernetes-sigs.github.io/metrics-server",
  chart: "metrics-server",
  version: "3.13.0",
};

function release(props: Partial<ChartProps> = {}): Json {
  return synth((stack) => new Chart(stack, "metrics", { ...METRICS, ...props })).resource.helm_release.metrics;
}

test("installs one exact version of a chart into an existing namespace", () => {
  expect(release()).toMatchObject({
    name: "metrics-server",
    namespace: "kube-system",
    repository: "https://kubernetes-sigs.github.io/metrics-server",
    chart: "metrics-server",
    version: "3.13.0",
    create_namespace: false,
  });
});

test("rolls back a release that does not become ready in time", () => {
  expect(release({ timeoutSeconds: 900 })).toMatchObject({
    atomic: true,
    cleanup_on_fail: true,
    wait: true,
    wait_for_jobs: true,
    timeout: 900,
  });
});

test("passes its values as one document", () => {
  const { values } = release({ values: { replicas: 2, args: ["--kubelet-insecure-tls=false"] } });

  expect(values.map((text: string) => JSON.parse(text))).toEqual([
    { replicas: 2, args: ["--kubelet-insecure-tls=false"] },
  ]);
});

test("waits for the modules in after", () => {
  const { dependent } = synth((stack) => {
    const needed = new Chart(stack, "needed", { ...METRICS, name: "needed" });
    expect(needed.node.findAll().some(TerraformResource.isTerraformResource)).toBe(true);
    new Chart(stack, "dependent", { ...METRICS, after: [needed] });
  }).resource.helm_release;

  expect(dependent.depends_on).toEqual(["helm_release.needed"]);
});

test("accepts charts from OCI registries", () => {
  expect(release({ repository: "oci://ghcr.io/example/charts" }).repository).toBe("oci://ghcr.io/example/charts");
});

test.each<[string, Partial<ChartProps>, string]>([
  [
    "a range of versions",
    { version: ">= 3.0" },
    "metrics: version must be one exact version such as 1.2.3, got >= 3.0",
  ],
  ["an incomplete version", { version: "3.13" }, "version must be one exact version"],
  ["the newest version", { version: "latest" }, "version must be one exact version"],
  ["a repository without TLS", { repository: "http://example.com" }, "repository must be an https or oci URL"],
  ["a release name of 54 characters", { name: "x".repeat(54) }, "name must be 1 to 53"],
  ["a timeout of a day", { timeoutSeconds: 86400 }, "timeoutSeconds must be a whole number, 60 to 3600, got 86400"],
])("fails on %s", (_, props, message) => {
  expect(() => release(props)).toThrow(message);
});

test("lets overrides replace arguments of the release", () => {
  expect(release({ overrides: { version: "3.12.2", atomic: false } })).toMatchObject({
    version: "3.12.2",
    atomic: false,
    chart: "metrics-server",
  });
});
