import { execFileSync } from "node:child_process";
import { containerUnit, quoted } from "@modules/core/container-unit";
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
