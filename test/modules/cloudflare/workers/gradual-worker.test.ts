import { WorkersScript } from "@cdktf/provider-cloudflare/lib/workers-script";
import type { Json } from "@modules/checks/json";
import { GradualWorker, type GradualWorkerProps } from "@modules/cloudflare/workers/gradual-worker";
import { WorkerRoute } from "@modules/cloudflare/workers/worker-route";
import { Zone } from "@modules/cloudflare/zone/zone";
import { resourceOf } from "@modules/core/resource-of";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { ACCOUNT } from "../support";

const PREVIOUS = "0a1b2c3d-0000-4000-8000-000000000000";

function worker(props: Partial<GradualWorkerProps> = {}): Json {
  return synth((stack) => {
    new GradualWorker(stack, "edge", {
      accountId: ACCOUNT,
      name: "edge",
      content: "export default { fetch: () => new Response(`${1}`) };",
      compatibilityDate: "2025-11-01",
      environment: { NAME: "shop" },
      versionBinding: "VERSION",
      ...props,
    });
  });
}

test("sends all requests to the version with the content", () => {
  const version = only(worker(), "cloudflare_worker_version");

  expect(Buffer.from(version.modules[0].content_base64, "base64").toString()).toContain("new Response(`${1}`)");
  expect(version).toMatchObject({
    main_module: "worker.js",
    worker_id: expect.stringContaining("cloudflare_workers_script.edge"),
    bindings: [
      { name: "NAME", type: "plain_text", text: "shop" },
      { name: "VERSION", type: "version_metadata" },
    ],
  });
  expect(only(worker(), "cloudflare_workers_deployment")).toMatchObject({
    strategy: "percentage",
    versions: [{ percentage: 100, version_id: expect.stringContaining("cloudflare_worker_version.edge") }],
  });
});

test("leaves a share of the requests to the previous version", () => {
  const { versions } = only(worker({ previous: { id: PREVIOUS, percentage: 90 } }), "cloudflare_workers_deployment");

  expect(versions).toMatchObject([{ percentage: 10 }, { percentage: 90, version_id: PREVIOUS }]);
});

test("keeps the first code of the script, because an upload receives all requests", () => {
  expect(only(worker(), "cloudflare_workers_script")).toMatchObject({
    script_name: "edge",
    content: expect.stringContaining("export default"),
    lifecycle: { ignore_changes: ["content", "bindings", "compatibility_date"] },
  });
});

test("deploys its versions again when the script is uploaded again", () => {
  const json = worker();
  const [script] = Object.keys(json.resource.cloudflare_workers_script);

  expect(only(json, "cloudflare_workers_deployment").lifecycle).toEqual({
    replace_triggered_by: [`cloudflare_workers_script.${script}`],
  });
});

test("makes routes wait for the deployment", () => {
  const json = synth((stack) => {
    const zone = new Zone(stack, "zone", { domain: "example.com", accountId: ACCOUNT, plan: "free" });
    const worker = new GradualWorker(stack, "edge", {
      accountId: ACCOUNT,
      name: "edge",
      content: "export default {};",
      compatibilityDate: "2025-11-01",
    });
    new WorkerRoute(stack, "route", { zone, pattern: "app.example.com/*", worker });
  });

  expect(only(json, "cloudflare_workers_route").script).toMatch(
    /^\$\{cloudflare_workers_deployment\..*\.script_name\}$/,
  );
});

test.each([0, 100, 12.5])("fails on a previous version with %s percent", (percentage) => {
  expect(() => worker({ previous: { id: PREVIOUS, percentage } })).toThrow(
    `previous.percentage must be a whole number, 1 to 99, got ${percentage}`,
  );
});

test("lets overrides replace arguments of the script, its primary resource", () => {
  expect(only(worker({ overrides: { logpush: true } }), "cloudflare_workers_script").logpush).toBe(true);
  synth((stack) => {
    const created = new GradualWorker(stack, "edge", {
      accountId: ACCOUNT,
      name: "edge",
      content: "export default {};",
      compatibilityDate: "2025-11-01",
    });

    expect(resourceOf(created, WorkersScript).scriptNameInput).toBe("edge");
  });
});
