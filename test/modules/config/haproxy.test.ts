import { haproxyCfg } from "@modules/config/haproxy";
import { expect, test } from "vitest";

test("writes sections with their lines", () => {
  expect(
    haproxyCfg([
      { kind: "frontend", name: "public", lines: ["bind *:80", "default_backend web"] },
      { kind: "backend", name: "web", lines: ["server web1 10.0.0.1:80 check"] },
    ]),
  ).toBe("frontend public\n    bind *:80\n    default_backend web\n\nbackend web\n    server web1 10.0.0.1:80 check\n");
});

test("fails when a frontend uses a backend that does not exist", () => {
  expect(() => haproxyCfg([{ kind: "frontend", name: "public", lines: ["use_backend api if is_api"] }])).toThrow(
    "use_backend api if is_api must name a backend, got api; add a section for it",
  );
});

test("fails when two sections have the same name", () => {
  const web = { kind: "backend" as const, name: "web", lines: [] };
  expect(() => haproxyCfg([web, web])).toThrow("name must be unique, got backend web twice");
});
