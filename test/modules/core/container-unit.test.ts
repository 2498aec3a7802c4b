import { execFileSync } from "node:child_process";
import { containerUnit, dockerRun, quoted } from "@modules/core/container-unit";
import { expect, test } from "vitest";

test("restarts the container whenever it exits, without a limit", () => {
  const unit = containerUnit({ name: "web", start: "/usr/bin/docker run web", service: ["Type=exec"] });

  expect(unit.split("\n")).toEqual(
    expect.arrayContaining([
      "Restart=always",
      "StartLimitIntervalSec=0",
      "Type=exec",
      "ExecStart=/usr/bin/docker run web",
    ]),
  );
});

test("stops the container by its name after 30 s", () => {
  expect(containerUnit({ name: "web", start: "run", service: [] })).toContain("docker stop --time 30 web");
});

test.each(["plain", "two words", "it's", "$(id) `id`", "a\nb"])("keeps %j one word of a shell", (value) => {
  expect(execFileSync("sh", ["-c", `printf %s ${quoted(value)}`], { encoding: "utf8" })).toBe(value);
});

test("runs the container in the foreground, with a log that never blocks it", () => {
  expect(
    dockerRun({
      name: "web",
      image: "shop/web:v1",
      ports: { 80: 8080 },
      environment: { GREETING: "it's" },
      options: ["--network host"],
      logging: ["--log-driver local"],
    }),
  ).toEqual([
    "exec docker run \\",
    "  --name web \\",
    "  --rm \\",
    "  --security-opt no-new-privileges \\",
    "  --network host \\",
    "  --publish 80:8080 \\",
    `  --env 'GREETING=it'\\''s' \\`,
    "  --log-driver local \\",
    "  --log-opt mode=non-blocking \\",
    "  'shop/web:v1'",
  ]);
});

test.each([
  [{ name: "Web" }, "name must be lower-case letters, digits and inner hyphens, got Web"],
  [{ environment: { "A-B": "" } }, "environment must have names of letters, digits and underscores, got A-B"],
])("fails when the container has %j", (wrong, message) => {
  expect(() => dockerRun({ name: "web", image: "shop/web:v1", logging: [], ...wrong })).toThrow(message);
});
