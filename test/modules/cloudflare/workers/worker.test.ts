import type { Json } from "@modules/checks/json";
import { Worker, type WorkerProps } from "@modules/cloudflare/workers/worker";
import { WorkerRoute } from "@modules/cloudflare/workers/worker-route";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { ACCOUNT, exampleZone } from "../support";

const CONTENT = "export default { fetch: (request) => fetch(request) };";

function worker(props: Partial<WorkerProps> = {}): Json {
  const json = synth((stack) => {
    new Worker(stack, "edge", {
      accountId: ACCOUNT,
      name: "edge",
      content: CONTENT,
      compatibilityDate: "2025-11-01",
      ...props,
    });
  });
  return only(json, "cloudflare_workers_script");
}

function route(pattern: string): Json {
  const json = synth((stack) => {
    const script = new Worker(stack, "edge", {
      accountId: ACCOUNT,
      name: "edge",
      content: CONTENT,
      compatibilityDate: "2025-11-01",
    });
    new WorkerRoute(stack, "route", { zone: exampleZone(stack), pattern, worker: script });
  });
  return only(json, "cloudflare_workers_route");
}

test("runs a module with the runtime of its compatibility date, and logs requests", () => {
  expect(worker()).toMatchObject({
    script_name: "edge",
    main_module: "worker.js",
    content: CONTENT,
    content_type: "application/javascript+module",
    compatibility_date: "2025-11-01",
    observability: { enabled: true, head_sampling_rate: 1 },
  });
});

test("binds the environment", () => {
  expect(worker({ environment: { ORIGIN: "origin.example.net" } }).bindings).toEqual([
    { name: "ORIGIN", type: "plain_text", text: "origin.example.net" },
  ]);
});

test("escapes templates in the code for Terraform", () => {
  const content = "export default { fetch: () => fetch(`https://${host}/%{path}`) };";

  expect(worker({ content }).content).toContain("$${host}/%%{path}");
});

test("routes requests for a host in the zone to the worker", () => {
  expect(route("*.example.com/api/*")).toMatchObject({
    zone_id: "${cloudflare_zone.zone.id}",
    pattern: "*.example.com/api/*",
    script: "${cloudflare_workers_script.edge.script_name}",
  });
  expect(route("example.com/*").pattern).toBe("example.com/*");
});

test.each<[string, () => unknown, string]>([
  [
    "a compatibility date that is not a date",
    () => worker({ compatibilityDate: "today" }),
    "compatibilityDate must be a date, YYYY-MM-DD, got today",
  ],
  [
    "a script in the service worker format",
    () => worker({ content: "addEventListener()" }),
    "content must be an ES module",
  ],
  ["a sampling rate above 1", () => worker({ logSamplingRate: 2 }), "logSamplingRate must be 0 to 1, got 2"],
  ["a route outside the zone", () => route("www.example.org/*"), "pattern must be of a host in example.com"],
  [
    "a route without a path",
    () => route("www.example.com"),
    "pattern must be a host and a path, such as www.example.com/*",
  ],
])("fails on %s", (_, define, message) => {
  expect(define).toThrow(message);
});

test("lets overrides replace arguments of the script and the route", () => {
  const json = synth((stack) => {
    const script = new Worker(stack, "edge", {
      accountId: ACCOUNT,
      name: "edge",
      content: CONTENT,
      compatibilityDate: "2025-11-01",
      overrides: { compatibilityFlags: ["nodejs_compat"] },
    });
    const zone = exampleZone(stack);
    new WorkerRoute(stack, "route", { zone, pattern: "example.com/*", worker: script, overrides: { script: "other" } });
  });

  expect(only(json, "cloudflare_workers_script").compatibility_flags).toEqual(["nodejs_compat"]);
  expect(only(json, "cloudflare_workers_route").script).toBe("other");
});
