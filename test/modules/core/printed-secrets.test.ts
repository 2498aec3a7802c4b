import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Json } from "@modules/checks/json";
import { printedSecrets } from "@modules/core/printed-secrets";
import { expect, test } from "vitest";
import { parse } from "yaml";

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
  ['curl --user "elastic:$PASSWORD" https://elastic.example', "give a secret to a program as an argument"],
  [
    'curl -H "Authorization: Bearer ${API_TOKEN}" \\\n  https://api.example',
    "give a secret to a program as an argument",
  ],
  ["redis-server --requirepass $(REDIS_PASSWORD)", "give a secret to a program as an argument"],
  ['["redis-server","--requirepass","$(REDIS_PASSWORD)"]', "give a secret to a program as an argument"],
  ['npm config set "//registry.example/:_authToken" "$NPM_TOKEN"', "give a secret to a program as an argument"],
  ['curl -H "X-aws-ec2-metadata-token: $TOKEN" -u "a:$PASSWORD" x', "give a secret to a program as an argument"],
  ['aws elasticache create-replication-group --auth-token "$TOKEN"', "give a secret to a program as an argument"],
  ["mysql -p$MYSQL_PASSWORD shop", "give a secret to a program as an argument"],
  ['docker build --build-arg NPM_TOKEN="$NPM_TOKEN" .', "give a secret to a program as an argument"],
  ['git push "https://mirror:$MIRROR_TOKEN@gitlab.example/shop.git"', "give a secret to a program as an argument"],
  ["aws secretsmanager get-secret-value --secret-id shop", "print a secret that it reads"],
  ["aws ssm get-parameter --name /shop/key \\\n  --with-decryption", "print a secret that it reads"],
  ["gcloud secrets versions access latest --secret shop", "print a secret that it reads"],
  ["TF_LOG=trace terraform apply", "trace the requests of a program"],
  ["curl -sv https://api.example", "trace the requests of a program"],
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
  '[ -n "$TOKEN" ] || exit 1',
  'PGPASSWORD="$DB_PASSWORD" psql --host db',
  'printf \'user = "elastic:%s"\' "$PASSWORD" | curl --config - --silent https://elastic.example',
  "curl --header @<(printf 'Authorization: Bearer %s' \"$TOKEN\") https://api.example",
  'psql --file "$PASSWORD_FILE"',
  'aws secretsmanager describe-secret --secret-id "$SECRET_ARN"',
  'password=$(aws secretsmanager get-secret-value --secret-id "$DB_SECRET" --output text)',
  'curl -s -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/instance-id',
  "curl -fsSL https://example.com/agent.tgz | tar -xzvf - -C /opt",
  "curl -fsSLo agent https://example.com/agent && mv -v agent /opt",
  'aws autoscaling complete-lifecycle-action --lifecycle-action-token "$LIFECYCLE_TOKEN"',
  "password=$(aws secretsmanager get-secret-value --secret-id shop --output text)",
  "aws ecr get-login-password | docker login --username AWS --password-stdin registry.example",
  'jq -er .password <<<"$CREDENTIALS"',
  'stats auth "admin:${STATS_PASSWORD}"',
  "proxy_set_header Authorization $http_authorization;",
  "console.log(event.id);",
  'logger.exception("notification %s failed", record["messageId"])',
])("accepts %j", (text) => {
  expect(printedSecrets(text)).toEqual([]);
});

test("never quotes the line, which may hold the secret", () => {
  expect(printedSecrets("echo hunter2 $PASSWORD").join()).not.toContain("hunter2");
});

test.each<[string, RegExp, (text: string) => string[]]>([
  ["programs", /\.(mjs|py|sh)$|^workers\/.*\.ts$|^images\/.*Dockerfile$/, (text) => [text]],
  ["steps of workflows", /^\.github\/workflows\//, (text) => runsIn(parse(text))],
  ["commands of runbooks", /^runbooks\/.*\.md$/, shellBlocks],
])("finds none in %s", (_, files, partsOf) => {
  const sources = execFileSync("git", ["ls-files"]).toString().split("\n");
  const parts = sources
    .filter((file) => files.test(file))
    .flatMap((file) => partsOf(readFileSync(file, "utf8")).map((text) => ({ file, text })));

  expect(parts.length).toBeGreaterThan(8);
  expect(parts.flatMap(({ file, text }) => printedSecrets(text).map((fault) => `${file} ${fault}`))).toEqual([]);
});

/** The script of each step, with its environment as assignments before it. */
function runsIn({ env, jobs }: Json): string[] {
  return Object.values<Json>(jobs).flatMap((job) =>
    job.steps.map(({ env: own, run = "" }: Json) =>
      [...Object.entries({ ...env, ...job.env, ...own }).map(([name, value]) => `${name}=${value}`), run].join("\n"),
    ),
  );
}

function shellBlocks(text: string): string[] {
  return [...text.matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm)].map(([, , block]) => block!);
}
