import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { printedSecrets } from "@modules/core/printed-secrets";
import { expect, test } from "vitest";

test.each([
  ["set -euxo pipefail", "trace a shell"],
  ["#!/bin/sh -x", "trace a shell"],
  ['echo "password is $DB_PASSWORD"', "print a secret"],
  ["true; printf '%s' ${API_KEY}", "print a secret"],
  ["printenv", "print all environment variables"],
  ["apt-get update\n  env", "print all environment variables"],
  ["log_format main '$remote_addr '\n  '$http_authorization';", "log the header"],
  ["capture request header Cookie len 64", "capture the header"],
  ["console.log(event);", "print a whole event"],
  ['console.log("received", JSON.stringify(event));', "print a whole event"],
  ["logger.info(json.dumps(event))", "print a whole event"],
  ["print(os.environ)", "print a whole event"],
])("refuses %j", (text, fault) => {
  expect(printedSecrets(text)).toEqual([expect.stringContaining(`must not ${fault}`)]);
  expect(printedSecrets(JSON.stringify({ user_data: `first\n${text}\nlast` }))).not.toEqual([]);
});

test.each([
  "set -euo pipefail",
  'echo "$TOKEN" | docker login --password-stdin',
  "echo $SECRET > /run/secret",
  'echo "rotated the secret of $NAME"',
  "env NODE_ENV=production node index.js",
  "# set -x shows the commands",
  "proxy_set_header Authorization $http_authorization;",
  "console.log(event.id);",
  'logger.exception("notification %s failed", record["messageId"])',
])("accepts %j", (text) => {
  expect(printedSecrets(text)).toEqual([]);
});

test("never quotes the line, which may hold the secret", () => {
  expect(printedSecrets("echo hunter2 $PASSWORD").join()).not.toContain("hunter2");
});

test("finds none in the programs of functions, images and workers", () => {
  const programs = execFileSync("git", ["ls-files", "functions", "images", "workers", "modules", "stacks"])
    .toString()
    .split("\n")
    .filter((file) => /\.(mjs|py|sh)$|^workers\/.*\.ts$/.test(file));

  expect(programs.length).toBeGreaterThan(8);
  expect(
    programs.flatMap((file) => printedSecrets(readFileSync(file, "utf8")).map((fault) => `${file} ${fault}`)),
  ).toEqual([]);
});
