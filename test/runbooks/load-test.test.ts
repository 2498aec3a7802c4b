/**
 * Tests that the scripts of the load tests have the targets of their platforms and send the requests that they
 * document. k6 itself does not run here.
 */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Json } from "@modules/checks/json";
import { buildSync } from "esbuild";
import { expect, test, vi } from "vitest";
import { production as dafnckmachine } from "../../environments/dafnckmachine/production";
import { production as freeagentics } from "../../environments/freeagentics/production";

interface Load {
  readonly options: Json;
  readonly run: () => void;
  readonly asked: readonly (readonly [url: string, params: Json])[];
  readonly checked: readonly boolean[];
}

/**
 * Loads the script of a platform with stand-ins for the modules of k6, and the environment variables that k6 would get.
 */
async function script(platform: string, env: Readonly<Record<string, string>> = {}, status = 200): Promise<Load> {
  const asked: [string, Json][] = [];
  const checked: boolean[] = [];
  vi.stubGlobal("__ENV", env);
  vi.stubGlobal("__k6", {
    check: (value: Json, rules: Record<string, (value: Json) => boolean>) =>
      checked.push(...Object.values(rules).map((rule) => rule(value))),
    get: (url: string, params: Json) => {
      asked.push([url, params]);
      return { status };
    },
  });
  const folder = mkdtempSync(join(tmpdir(), "load-"));
  writeFileSync(join(folder, "k6.js"), "export const check = globalThis.__k6.check;");
  writeFileSync(join(folder, "http.js"), "export default { get: globalThis.__k6.get };");
  buildSync({
    entryPoints: [`runbooks/${platform}/scripts/load.js`],
    outfile: join(folder, "load.mjs"),
    bundle: true,
    format: "esm",
    alias: { k6: join(folder, "k6.js"), "k6/http": join(folder, "http.js") },
  });
  const { options, default: run } = await import(pathToFileURL(join(folder, "load.mjs")).href);
  return { options, run, asked, checked };
}

const LATENCIES = [
  ["dafnckmachine", dafnckmachine.objectives?.api?.latency],
  ["freeagentics", freeagentics.objectives?.app?.latency],
] as const;

test.each(LATENCIES)("fails where an answer of %s is slower than its objective", async (platform, latency) => {
  const { thresholds } = (await script(platform)).options;

  expect(thresholds.http_req_duration).toEqual(
    latency!.map(({ percent, milliseconds }) => `p(${percent})<${milliseconds}`),
  );
  expect(thresholds).toMatchObject({ http_req_failed: ["rate<0.001"], dropped_iterations: ["count==0"] });
});

test.each([
  ["dafnckmachine", undefined, 10_000, 50_000],
  ["freeagentics", "minimum", 1000, 1000],
  ["freeagentics", undefined, 5000, 5000],
  ["freeagentics", "peak", 10_000, 10_000],
])("loads %s at the level %s with %i requests a second of %i users", async (platform, level, rate, users) => {
  const { requests } = (await script(platform, level ? { LEVEL: level } : {})).options.scenarios;

  expect(requests).toMatchObject({ executor: "ramping-arrival-rate", timeUnit: "1s", maxVUs: users });
  expect(Math.max(...requests.stages.map(({ target }: Json) => target))).toBe(rate);
  expect(requests.stages[1]).toEqual({ duration: "30m", target: rate });
});

test.each([
  ["dafnckmachine", "https://shop.example/v1/health"],
  ["freeagentics", "https://shop.example/health"],
])("asks %s as the user of the token, and counts other answers than 200", async (platform, url) => {
  const { run, asked, checked } = await script(platform, { TARGET: "https://shop.example", TOKEN: "token" }, 503);
  run();

  expect(asked).toEqual([[url, expect.objectContaining({ headers: { Authorization: "Bearer token" } })]]);
  expect(checked).toEqual([false]);
});

test("has as many servers of FreeAgentics at each level as its runbook counts, and connections for them", () => {
  const runbook = readFileSync("runbooks/freeagentics/load-test.md", "utf8");
  const { compute, database } = freeagentics;

  expect(runbook).toContain(`| ${compute.min} servers, which always run |`);
  expect(runbook).toContain(`| ${compute.max} servers, the largest size |`);
  expect(runbook).toContain(`The database allows ${database.maxConnections} connections`);
  // The runbook counts requests of a server of 4 vCPUs.
  expect(compute).toMatchObject({ instanceType: "c5.xlarge", workers: { max: 10 } });
  expect(database.maxConnections).toBe((20 + 10) * 110 + 200);
});
