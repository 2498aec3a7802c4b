import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { report } from "../../commands/report";
import { estateOf } from "../../commands/report/estate";
import { pageOf } from "../../commands/report/html";
import { chromiumPath, openBrowser } from "../support/browser";
import { printedLines } from "../support/printed";
import { prepared } from "../support/stacks";

const output = join(mkdtempSync(join(tmpdir(), "report-")), "page", "report.html");
const printed = printedLines();

test("writes a file below 3 MB with every stack and resource", async () => {
  expect(await report({ output }, prepared)).toBe(0);
  expect(statSync(output).size).toBeLessThan(3_000_000);
  expect(printed[0]).toMatch(/report\.html: \d+ stacks, \d+ resources, \d+ kB; open it in a browser/);
});

test("writes about one environment alone", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "report-")), "report.html");
  const { count, resources } = prepared
    .filter(({ id }) => id.startsWith("lp-development-"))
    .reduce(
      (sum, { json }) => ({
        count: sum.count + 1,
        resources: sum.resources + Object.values<object>(json.resource ?? {}).flatMap(Object.keys).length,
      }),
      { count: 0, resources: 0 },
    );

  expect(await report({ output: file, environment: "lp-development" })).toBe(0);
  expect(printed.at(-1)).toContain(`report.html: ${count} stacks, ${resources} resources, `);
  await expect(report({ output: file, environment: "lp-developmnt" })).rejects.toThrow("did you mean lp-development?");
});

describe.skipIf(!chromiumPath)("in a Chromium, which is skipped where none is installed", () => {
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
    // The page must work offline: a request for anything but the file is a fault.
    const context = await browser.newContext({ offline: true });
    page = await context.newPage();
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("request", (request) => request.url().startsWith("file:") || faults.push(request.url()));
  });

  afterAll(() => browser?.close());

  const open = async (route = "") => {
    await page.goto("about:blank");
    await page.goto(`${pathToFileURL(output)}#/${route}`);
    await page.waitForSelector("h1");
  };
  const heading = () => page.locator("h1").textContent();

  test("opens every view by its link, without an error and without a network", async () => {
    const views = [
      "",
      ...["stacks", "networks", "resources", "access", "limits", "calendar", "policies", "recovery", "changes"],
      "stacks/lp-production/lp-production-data",
      "resource/lp-production-data/aws_rds_cluster.database",
    ];
    for (const view of views) {
      await open(view);
      expect(await page.locator("main").textContent(), view).not.toBe("");
    }

    expect(faults).toEqual([]);
  });

  test("finds a database by its name within two seconds, and shows the path from the world to it", async () => {
    await open();
    const start = performance.now();
    await page.keyboard.press("/");
    await page.keyboard.type("dafnckmachine-postgres production");
    const first = page.locator("tbody a").first();
    await expect.poll(() => first.getAttribute("href")).toContain("dafnckmachine-production-data/aws_db_instance");
    const found = performance.now() - start;
    await first.click();
    const steps = page.locator("#ways ~ .way").first().locator("li");

    expect(found).toBeLessThan(2000);
    await expect.poll(heading).toBe("dafnckmachine-postgres");
    expect(await steps.first().textContent()).toBe("the world");
    expect(await steps.last().textContent()).toContain("tcp 5432, admitted by dafnckmachine-production-data/");
  });

  test("shows the path to the cluster on the page of an instance", async () => {
    await open("resource/lp-production-data/aws_rds_cluster_instance.database_lp-aurora-1_DD120B9C");

    expect(await page.locator("#ways").textContent()).toBe("From the world to lp-postgresql-cluster");
    expect(await page.locator("#ways ~ .way").first().locator("li").first().textContent()).toBe("the world");
    expect(await page.locator("dt:text-is('Part of') + dd").textContent()).toBe("lp-postgresql-cluster");
  });

  test("can be used with only a keyboard", async () => {
    await open("stacks/lp-development");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent.trim()")).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("main");
    const network = page.locator("svg a", { hasText: /^network$/ });
    await network.focus();
    await page.keyboard.press("Enter");

    await expect.poll(() => page.evaluate("document.activeElement.id")).toBe("stack");
    expect(await page.locator("#stack").textContent()).toBe("network");
    expect(page.url()).toContain("#/stacks/lp-development/lp-development-network");
  });

  test("shows inputs and outputs of a stack when it is clicked", async () => {
    await open("stacks/lp-development");
    await page.locator("svg a", { hasText: /^data$/ }).click();
    const panel = page.locator("section.panel");

    await expect.poll(() => panel.textContent()).toContain("lp/development/data.tfstate");
    expect(await panel.textContent()).toMatch(/from\s+network/);
    expect(await panel.locator("tbody tr").count()).toBeGreaterThan(5);
  });

  test("names the stack of changed resources once, above them", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "report-")), "report.html");
    const change = { added: [], removed: [], changed: [{ address: "aws_rds_cluster.database", names: ["tags"] }] };
    const changed = [{ ...change, stack: "lp-production-data", sections: [] }];
    writeFileSync(
      file,
      pageOf(estateOf(prepared, "0123456789abcdef", { base: "main", added: [], removed: [], changed })),
    );
    await page.goto(`${pathToFileURL(file)}#/changes`);
    const text = await page.locator("section.panel").textContent();

    expect(text).toContain("aws_rds_cluster.database: tags");
    expect(text?.match(/lp-production-data/g)).toHaveLength(1);
  });

  test("changes between light and dark", async () => {
    await open();
    const ground = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const before = await ground();
    await page.getByRole("button", { name: "Dark" }).click();

    await expect.poll(ground).not.toBe(before);
    await page.getByRole("button", { name: "Dark" }).click();
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(ground).not.toBe(before);
    await page.emulateMedia({ colorScheme: null });
  });

  test.each([
    "overview",
    "stacks/lp-production/lp-production-data",
    "networks/lp-production",
    "resources?q=postgres",
    "resource/lp-production-data/aws_rds_cluster.database",
    "access",
    "limits",
    "calendar",
    "policies",
    "recovery",
    "changes",
  ])("has no serious fault for people with disabilities in %s", async (view) => {
    const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    const seriousIn = async (colorScheme: "light" | "dark", options: object) => {
      await page.emulateMedia({ colorScheme });
      await open(view);
      await page.evaluate(axe);
      const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as AxeResults;
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id} in ${colorScheme}: ${nodes[0]!.html}`);
    };

    expect(await seriousIn("light", { resultTypes: ["violations"] })).toEqual([]);
    // Only the colors differ.
    expect(await seriousIn("dark", { resultTypes: ["violations"], runOnly: ["color-contrast"] })).toEqual([]);
  });
});
