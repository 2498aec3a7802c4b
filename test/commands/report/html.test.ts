import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { estateOf } from "../../../commands/report/estate";
import { pageOf } from "../../../commands/report/html";

const page = pageOf({ ...estateOf([], "0"), revision: "</script><script>alert(1)</script>" });

test("allows only its own program and styles", () => {
  const [, policy = ""] = /Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
  const digest = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const [, script = ""] = /<script>([\s\S]*)<\/script>/.exec(page) ?? [];
  const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];

  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`script-src ${digest(script)}`);
  expect(policy).toContain(`style-src ${digest(style)}`);
  expect(script.length).toBeGreaterThan(10_000);
  expect(style.length).toBeGreaterThan(5000);
});

test("requests nothing from a network", () => {
  expect(page).not.toMatch(/(src|href)="https?:|url\(|@import|<link/);
});

test("keeps data that looks like markup inside of the data", () => {
  expect(page).not.toContain("alert(1)");
  expect(page.match(/<\/script>/g)).toHaveLength(2);
});
