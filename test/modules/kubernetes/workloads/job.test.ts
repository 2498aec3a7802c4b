import type { Json } from "@modules/checks/json";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import { Job, type JobProps } from "@modules/kubernetes/workloads/job";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function job(props: Partial<JobProps> = {}): Json {
  return synth((stack) => {
    const files = new ConfigMap(stack, "files", { name: "setup", namespace: "logging", data: { "setup.sh": "true" } });
    new Job(stack, "setup", {
      name: "setup",
      namespace: "logging",
      revision: "true",
      container: {
        image: "postgres:15.18",
        command: ["sh", "/setup/setup.sh"],
        mounts: { setup: { path: "/setup", source: { configMap: files } } },
        requests: { cpu: "50m", memory: "64Mi" },
        limits: { memory: "128Mi" },
      },
      after: [files],
      ...props,
    });
  }).resource.kubernetes_job_v1.setup;
}

test("waits until it has succeeded, with pods that the restricted level admits", () => {
  const { spec, ...rest } = job();

  expect(rest).toMatchObject({ wait_for_completion: true, depends_on: ["kubernetes_config_map_v1.files"] });
  expect(spec).toMatchObject({ backoff_limit: 4, active_deadline_seconds: 600 });
  expect(spec.template.spec).toMatchObject({
    restart_policy: "Never",
    automount_service_account_token: false,
    security_context: { run_as_non_root: true },
  });
});

test("waits five minutes longer than its timeout", () => {
  expect(job({ timeoutSeconds: 1500 }).timeouts).toEqual({ create: "30m", update: "30m" });
});

test("has another name for another revision", () => {
  const name = job().metadata.name;

  expect(name).toMatch(/^setup-[0-9a-f]{8}$/);
  expect(job().metadata.name).toBe(name);
  expect(job({ revision: "false" }).metadata.name).not.toBe(name);
});

test("lets overrides replace arguments of the job", () => {
  expect(job({ overrides: { waitForCompletion: false } }).wait_for_completion).toBe(false);
});
