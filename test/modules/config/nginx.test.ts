import { nginxConf } from "@modules/config/nginx";
import { expect, test } from "vitest";

test("writes directives and blocks", () => {
  expect(nginxConf(["user nginx", { text: "http", block: [{ text: "server", block: ["listen 80"] }] }])).toBe(
    "user nginx;\nhttp {\n    server {\n        listen 80;\n    }\n}\n",
  );
});

test("fails when a limit has no zone", () => {
  const zone = "limit_req_zone $binary_remote_addr zone=api:1m rate=1r/s";
  expect(() => nginxConf([zone, "limit_req zone=auth"])).toThrow("limit_req must name a limit_req_zone, got auth");
  expect(() => nginxConf([zone, "limit_req zone=api"])).not.toThrow();
});
