import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { checkedEnvironments, environmentName } from "../app/environments";
import { pipelineCredentials } from "../commands/pipelines";
import { platforms } from "../stacks/platforms";
import { withPrograms } from "./support/programs";
import { stacks } from "./support/stacks";

const WORKFLOWS = join(import.meta.dirname, "../.github/workflows");

const deliver = readFileSync(join(WORKFLOWS, "deliver.yml"), "utf8");

test("finds the environments in the app, so that none is listed in a workflow", () => {
  const names = checkedEnvironments(platforms).map(environmentName);
  const listed = names.filter((name) => deliver.includes(name));
  const { plan } = parse(deliver).jobs;

  expect(listed, "deliver.yml takes environments from `pnpm pipelines`; remove their names from it").toEqual([]);
  expect(plan.strategy.matrix.environment).toBe("${{ fromJSON(needs.environments.outputs.names) }}");
});

test("logs in with fields that the pipelines command prints", () => {
  const printed = checkedEnvironments(platforms).map(pipelineCredentials);
  const used = [...deliver.matchAll(/fromJSON\(env\.PIPELINE\)\.([\w.]+)/g)].map(([, field]) => field!);
  const known = (field: string) =>
    printed.some((pipeline) => field.split(".").reduce<Json>((value, key) => value?.[key], pipeline) !== undefined);

  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((field) => !known(field))).toEqual([]);
});

test("runs only actions pinned to a commit", () => {
  const uses = readdirSync(WORKFLOWS).flatMap((file) =>
    [...readFileSync(join(WORKFLOWS, file), "utf8").matchAll(/uses: (\S+)/g)].map(([, action]) => action),
  );

  expect(uses.length).toBeGreaterThan(0);
  for (const action of uses) {
    expect(action).toMatch(/@[0-9a-f]{40}$/);
  }
});

const { jobs } = parse(deliver);

test("plans pull requests without the locks of the states, and lets an apply wait for them", () => {
  expect(JSON.stringify(jobs.plan)).toContain('"TF_CLI_ARGS_plan":"-lock=false"');
  expect(JSON.stringify(jobs.apply)).toContain('"TF_CLI_ARGS_apply":"-lock-timeout=');
  expect(JSON.stringify(jobs.apply)).not.toContain("-lock=false");
});

test("runs on the runner in the VPC where the environment has one", () => {
  for (const job of [jobs.propose, jobs.apply]) {
    expect(job["runs-on"]).toContain("[inputs.environment].runner, github.run_id, github.run_attempt)");
  }
});

test("applies without reviewers only what the rules of the environment let through", () => {
  const environments = checkedEnvironments(platforms).map(({ environment }) => environment);
  const alone = environments.filter(({ delivery }) => delivery.approved.length > 0).map(({ name }) => name);

  expect(alone).toContain("development");
  expect(alone).not.toContain("production");
  expect(jobs.review).toMatchObject({
    if: expect.stringContaining("needs.propose.outputs.review == 'true'"),
    environment: "${{ inputs.environment }}-review",
    permissions: {},
  });
  expect(jobs.apply.needs).toContain("review");
  expect(jobs.apply.if).toContain("needs.review.result == 'success' ||");
  expect(JSON.stringify(jobs.apply)).toContain("&& '--approve-by-rules' || '--auto-approve'");
});

test("scans production with Checkov, and says why it skips each group of checks", () => {
  const config = readFileSync(join(WORKFLOWS, "../../.checkov.yaml"), "utf8");
  const skipped: string[] = parse(config)["skip-check"];
  const groups = config
    .slice(config.indexOf("skip-check:"))
    .split(/^ {2}# /m)
    .slice(1);

  expect(readFileSync(join(WORKFLOWS, "check.yml"), "utf8")).toMatch(
    /checkov==\d+\.\d+\.\d+ --config-file \.checkov\.yaml/,
  );
  expect(new Set(skipped).size).toBe(skipped.length);
  expect(groups.flatMap((group) => [...group.matchAll(/^ {2}- (CKV\w+)$/gm)].map(([, id]) => id))).toEqual(skipped);
  expect(groups.every((group) => /^[A-Z`].*\.\n {2}- CKV|^log_.*\.\n {2}- CKV/.test(group))).toBe(true);
});

const workflow = (name: string): Json => parse(readFileSync(join(WORKFLOWS, `${name}.yml`), "utf8"));

const stepOf = (job: Json, action: string): Json => job.steps.find(({ uses = "" }: Json) => uses.startsWith(action));

test("scans each image of the repository when its files change and at night, and fails for vulnerabilities that an update fixes", () => {
  const { on, jobs } = workflow("images");
  const { run } = jobs.find.steps.find(({ id }: Json) => id === "folders");
  const output = join(mkdtempSync(join(tmpdir(), "workflow-")), "output");
  spawnSync("bash", ["-e", "-c", run], { env: { ...process.env, GITHUB_OUTPUT: output } });
  const built = spawnSync("git", ["ls-files", "images/**/Dockerfile"], { encoding: "utf8" }).stdout.trim().split("\n");

  expect(on.pull_request.paths).toContain("images/**");
  expect(on.push.paths).toContain("images/**");
  expect(on.schedule).toEqual([{ cron: expect.stringMatching(/^\d+ \d+ \* \* \*$/) }]);
  expect(readFileSync(output, "utf8")).toBe(`folders=${JSON.stringify(built.map((file) => dirname(file)).sort())}\n`);
  expect(jobs.own.strategy.matrix.folder).toBe("${{ fromJSON(needs.find.outputs.folders) }}");
  expect(stepOf(jobs.own, "anchore/scan-action").with).toMatchObject({
    image: "scanned:latest",
    "only-fixed": true,
    "severity-cutoff": "high",
    "fail-build": true,
  });
  expect(jobs.own.steps.some(({ run = "" }: Json) => /^docker build .*--tag scanned:latest /.test(run))).toBe(true);
});

/** Images of other publishers in stacks, as the workflow finds them. */
function othersIn(jsons: readonly (readonly [id: string, json: Json])[]): { image: string; category: string }[] {
  const { run } = workflow("images").jobs.find.steps.find(({ id }: Json) => id === "others");
  const cwd = mkdtempSync(join(tmpdir(), "workflow-"));
  const output = join(cwd, "output");
  for (const [id, json] of jsons) {
    mkdirSync(join(cwd, "cdktf.out/stacks", id), { recursive: true });
    writeFileSync(join(cwd, "cdktf.out/stacks", id, "cdk.tf.json"), JSON.stringify(json));
  }
  spawnSync("bash", ["-e", "-c", run], { cwd, env: { ...withPrograms({ npx: "" }), GITHUB_OUTPUT: output } });
  return JSON.parse(readFileSync(output, "utf8").replace("others=", ""));
}

test("scans the images of other publishers that stacks of production run", () => {
  const found = othersIn(Object.entries(stacks).filter(([id]) => id.includes("-production-")));

  expect(found.map(({ image, category }) => image.replace(/:[^:]+$/, "") === category)).not.toContain(false);
  expect(found.map(({ category }) => category)).toEqual([
    "docker.elastic.co/elasticsearch/elasticsearch",
    "docker.io/fluent/fluentd-kubernetes-daemonset",
    "docker.io/grafana/grafana",
    "gcr.io/cloud-sql-connectors/cloud-sql-proxy",
    "ghcr.io/cloudnative-pg/pgbouncer",
    "quay.io/thanos/thanos",
  ]);
});

test("uploads the findings of an image to the same place after an update, and those of two versions to two places", () => {
  const images = ["quay.io/thanos/thanos:v0.38.0", "quay.io/thanos/thanos:v0.39.2", "quay.io/thanos/kube-thanos:v1"];
  const found = othersIn(images.map((image, index) => [`shop-${index}`, { resource: { image } }]));

  expect(found).toEqual([
    { image: images[2], category: "quay.io/thanos/kube-thanos" },
    { image: images[0], category: "quay.io/thanos/thanos" },
    { image: images[1], category: "quay.io/thanos/thanos-2" },
  ]);
  expect(workflow("images").jobs.others.strategy.matrix).toEqual({
    include: "${{ fromJSON(needs.find.outputs.others) }}",
  });
  expect(stepOf(workflow("images").jobs.others, "github/codeql-action").with.category).toBe("${{ matrix.category }}");
});

test.each([
  ["check", "scan", "policies.sarif"],
  ["images", "own", "${{ steps.scan.outputs.sarif }}"],
  ["images", "others", "${{ steps.scan.outputs.sarif }}"],
])("uploads the findings of %s's job %s to code scanning, also when the job fails", (name, job, file) => {
  const { permissions, steps } = workflow(name).jobs[job];
  const upload = stepOf({ steps }, "github/codeql-action/upload-sarif");

  expect(permissions).toEqual({ actions: "read", contents: "read", "security-events": "write" });
  expect(upload.with.sarif_file).toBe(file);
  // The scan of others never fails.
  expect(upload.if).toMatch(job === "others" ? /CODE_SCANNING/ : /^always\(\) && .*CODE_SCANNING/);
  expect(JSON.stringify(steps)).toContain(
    name === "check" ? "synth --sarif policies.sarif" : '"output-format":"sarif"',
  );
});

test("reviews the dependencies that a pull request adds", () => {
  const { dependencies } = workflow("check").jobs;

  expect(dependencies.if).toContain("github.event_name == 'pull_request'");
  expect(stepOf(dependencies, "actions/dependency-review-action").with).toEqual({ "fail-on-severity": "high" });
});

test("gives pull requests a Cloudflare token that only reads, and applies the token that edits", () => {
  expect(JSON.stringify(jobs.plan)).toContain("secrets.CLOUDFLARE_READ_TOKEN");
  expect(JSON.stringify(jobs.plan)).not.toContain("secrets.CLOUDFLARE_API_TOKEN");
  expect(JSON.stringify(jobs.apply)).toContain("secrets.CLOUDFLARE_API_TOKEN");
});

test("gives every plan and comparison the variables that stacks ask for", () => {
  // An environment with Google Cloud and paging requires the key.
  const asked = new Set(["paging_key", ...Object.values(stacks).flatMap(({ variable = {} }) => Object.keys(variable))]);
  const steps = Object.values<Json>(jobs).flatMap((job): Json[] => job.steps ?? []);
  const planning = steps.filter(({ run = "" }) => / (plan|drift) .*--markdown/.test(run));

  expect(planning).toHaveLength(3);
  for (const { env } of planning) {
    for (const name of asked) {
      expect(env[`TF_VAR_${name}`]).toBe(`\${{ secrets.${name.toUpperCase()} }}`);
    }
  }
});

test("gives the rights to change anything only to runs in the environment, which its reviewers approve", () => {
  expect(jobs.apply.environment).toBe("${{ inputs.environment }}");
  expect(jobs.propose.environment).toBe("${{ inputs.clusters && inputs.environment || '' }}");
  expect(JSON.stringify(jobs.plan)).not.toMatch(/applyRole|applyAccount/);
  expect(JSON.stringify(jobs.propose).match(/\S* \S*apply(Role|Account)/g)).toHaveLength(2);
  expect(JSON.stringify(jobs.propose).match(/inputs\.clusters && fromJSON\(env\.PIPELINE\)\S*apply/g)).toHaveLength(2);
});

test("applies exactly the plans of the run, which are encrypted on the way", () => {
  const steps = (job: string): string => jobs[job].steps.map(({ run = "" }: Json) => run).join("\n");

  expect(steps("propose")).toContain("openssl enc -aes-256-cbc -pbkdf2 -pass env:PLAN_KEY -out plans.enc");
  expect(steps("apply")).toMatch(/-in plans\.enc \| tar -xz -C cdktf\.out[\s\S]*apply .* "\$APPROVAL"/);
  expect(jobs.apply.needs).toContain("propose");
  expect(jobs.apply.if).toContain("needs.propose.outputs.status == '2' && (needs.review");
});

test("plans pull requests, and compares at night, with the credentials that the jobs have", () => {
  const providers = parse(deliver).env.PROVIDERS.split(",");
  const used = new Set(Object.values(stacks).flatMap(({ provider }) => Object.keys(provider)));

  expect([...used].filter((name) => !providers.includes(name)).sort()).toEqual(["github", "helm", "kubernetes"]);
  expect(JSON.stringify(jobs.environments)).toContain('--providers \\"$PROVIDERS\\"');
  expect(JSON.stringify(jobs.drift)).toContain('--providers \\"$PROVIDERS\\"');
});

test("compares every environment at night with rights that change nothing", () => {
  expect(parse(deliver).on.schedule).toEqual([{ cron: expect.stringMatching(/^\d+ \d+ \* \* \*$/) }]);
  expect(jobs.drift.strategy.matrix.environment).toBe("${{ fromJSON(needs.environments.outputs.names) }}");
  expect(jobs.drift.permissions).toEqual({ contents: "read", "id-token": "write" });
  expect(JSON.stringify(jobs.drift)).toContain(".planRole");
  expect(JSON.stringify(jobs.drift)).not.toMatch(/apply(Role|Account)|CLOUDFLARE_API_TOKEN \}/);
  expect(jobs.drift.environment).toBeUndefined();
  expect(jobs.issues.permissions).toEqual({ issues: "write" });
  expect(JSON.stringify(jobs.issues)).not.toContain("secrets.");
});

/** Shell functions that jobs share. */
const { COMMENTS } = parse(deliver).env;

/** A comment on GitHub by its first line. Workflows write as a bot. */
type Comment = string | { readonly byPerson: string };

/** The response of GitHub's API with comments, whose ids count from 1. GitHub ends lines with CR and LF. */
function commentList(comments: readonly Comment[]): string {
  return JSON.stringify(
    comments.map((one, index) => ({
      id: index + 1,
      body: `${typeof one === "string" ? one : one.byPerson}\r\nformer text\r\n`,
      user: { type: typeof one === "string" ? "Bot" : "User" },
    })),
  );
}

/**
 * Shell function of a fake `gh`, which prints the part of a JSON file that the option --jq in its arguments selects.
 */
const ANSWER = `answer() {
  file=$1
  while [ "$1" != --jq ]; do shift; done
  jq -r "$2" "$file"
}`;

/**
 * Runs the job that keeps the issues.
 *
 * @param text text of the differences
 * @param body text of the open issue; undefined without an open issue
 * @param former comments of the issue
 * @returns its calls, with the length of each text, and all texts that it wrote
 */
function issuesAfter(status: number, text: string, body?: string, former: readonly Comment[] = []) {
  const cwd = mkdtempSync(join(tmpdir(), "workflow-"));
  const found = join(cwd, "found/drift-shop-production/drift-shop-production");
  mkdirSync(found, { recursive: true });
  writeFileSync(join(found, "status"), `${status}\n`);
  writeFileSync(join(found, "text.md"), text);
  writeFileSync(join(cwd, "open.json"), JSON.stringify({ body: body?.replaceAll("\n", "\r\n") }));
  writeFileSync(join(cwd, "there.json"), commentList(former));
  const list = body === undefined ? [] : [{ number: 7, title: "Drift in shop-production" }];
  const gh = `${ANSWER}
case "$*" in
"issue list"*) echo '${JSON.stringify(list)}';;
"issue view"*) answer open.json "$@";;
"label create"*) ;;
*--paginate*) answer there.json "$@";;
*) echo "$*" | sed 's/ --body.*//' >>calls
  case "$*" in *--body-file*) text=issue.md;; *body=@*) text=body.md;; *) exit 0;; esac
  wc -c <$text >>sizes; cat $text >>written
  case "$2" in create) echo https://github.com/o/r/issues/9;; esac;;
esac`;
  const { run } = jobs.issues.steps.find((step: Json) => step.run);
  const env = { ...withPrograms({ gh }), COMMENTS, GITHUB_REPOSITORY: "o/r", RUN: "https://example.com/run" };
  const { status: ended, stderr } = spawnSync("bash", ["-e", "-c", run], { cwd, env, encoding: "utf8" });
  expect(ended, stderr).toBe(0);
  const read = (file: string) => (existsSync(join(cwd, file)) ? readFileSync(join(cwd, file), "utf8") : "");
  return { calls: linesOf(read("calls")), sizes: linesOf(read("sizes")).map(Number), written: read("written") };
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

test("keeps one issue for each environment that differs", () => {
  const created = ["issue create --title Drift in shop-production --label drift"];
  const { calls, written } = issuesAfter(2, "a bucket differs\n");

  expect(calls).toEqual(created);
  expect(written).toMatch(/^<!-- [0-9a-f]{64} -->\na bucket differs\n$/);
  expect(issuesAfter(1, "a bucket differs\n").calls).toEqual(created);
  expect(issuesAfter(2, "a bucket differs\n", written).calls).toEqual([]);
  expect(issuesAfter(2, "a queue differs\n", written).calls).toEqual(["issue edit 7", "issue comment 7"]);
  expect(issuesAfter(0, "nothing\n", written).calls).toEqual([
    "issue close 7 --comment Nothing differs any more: https://example.com/run",
  ]);
  expect(issuesAfter(0, "nothing\n").calls).toEqual([]);
});

const LONG = Array.from({ length: 2_000 }, (_, line) => `- shop-data: line ${line} ${"é".repeat(30)}\n`).join("");

test("writes every line of long differences, and says so when only the last of them change", () => {
  const { calls, sizes, written } = issuesAfter(2, LONG);
  const body = written.slice(0, written.indexOf("<!-- part-"));
  const former = ["<!-- part-drift-shop-production-001 -->", "<!-- part-drift-shop-production-002 -->"];
  const kept = (id: number) => `api --silent --method PATCH repos/o/r/issues/comments/${id} -F body=@body.md`;

  expect(calls.slice(1)).toEqual(Array(2).fill("api --silent repos/o/r/issues/9/comments -F body=@body.md"));
  expect(Math.max(...sizes)).toBeLessThan(65_536);
  expect(written.replaceAll(/^<!-- \S+ -->\n/gm, "")).toBe(LONG);
  expect(issuesAfter(2, LONG, body, former).calls).toEqual([kept(1), kept(2)]);
  expect(issuesAfter(2, `${LONG}more\n`, body, former).calls).toEqual([
    "issue edit 7",
    "issue comment 7",
    kept(1),
    kept(2),
  ]);
  expect(issuesAfter(2, "little\n", body, former).calls.slice(2)).toEqual([
    "api --silent --method DELETE repos/o/r/issues/comments/1",
    "api --silent --method DELETE repos/o/r/issues/comments/2",
  ]);
});

/**
 * Runs the job that comments a pull request.
 *
 * @param summaries text by environment
 * @param former existing comments
 * @param names environments that the pull request affects
 * @returns its calls, with the length of each comment, and all texts that it wrote
 */
function commentsAfter(
  summaries: Record<string, string>,
  former: readonly Comment[],
  names: readonly string[] = Object.keys(summaries),
) {
  const cwd = mkdtempSync(join(tmpdir(), "workflow-"));
  for (const [name, text] of Object.entries(summaries)) {
    writeFileSync(join(cwd, `summary-${name}.md`), text);
  }
  writeFileSync(join(cwd, "there.json"), commentList(former));
  const gh = `${ANSWER}
case "$*" in
*--paginate*) answer there.json "$@";;
*) echo "$*" >>calls; case "$*" in *body=@*) wc -c <body.md >>sizes; cat body.md >>written;; esac;;
esac`;
  const { run } = jobs.comment.steps.find((step: Json) => step.run);
  const env = {
    ...withPrograms({ gh }),
    COMMENTS,
    COMMIT: "abc",
    GITHUB_REPOSITORY: "o/r",
    NAMES: JSON.stringify(names),
    NUMBER: "5",
    RUN: "https://example.com/run",
  };
  const { status, stderr } = spawnSync("bash", ["-e", "-c", run], { cwd, env, encoding: "utf8" });
  expect(status, stderr).toBe(0);
  const read = (file: string) => (existsSync(join(cwd, file)) ? readFileSync(join(cwd, file), "utf8") : "");
  return {
    calls: linesOf(read("calls")),
    sizes: linesOf(read("sizes")).map(Number),
    written: read("written"),
  };
}

/** End of a summary, which shows readers whether it is of the last push. */
const ORIGIN = "\nOf the commit abc, by [this run](https://example.com/run).\n";

const CREATED = "api --silent repos/o/r/issues/5/comments -F body=@body.md";

test("comments every line of long summaries, in comments that GitHub accepts", () => {
  const { calls, sizes, written } = commentsAfter({ "shop-production": LONG, "shop-staging": "little\n" }, []);

  expect(calls).toEqual(Array(4).fill(CREATED));
  expect(Math.max(...sizes)).toBeLessThan(65_536);
  expect(written.replaceAll(/^<!-- part-\S+ -->\n/gm, "")).toBe(`${LONG}${ORIGIN}little\n${ORIGIN}`);
});

test("says of which push a summary is, and that there is none when the plan fails early", () => {
  const former = ["<!-- part-summary-shop-staging.md-000 -->"];
  const { calls, written } = commentsAfter({}, former, ["shop-staging"]);

  expect(calls).toEqual(["api --silent --method PATCH repos/o/r/issues/comments/1 -F body=@body.md"]);
  expect(written).toBe(`${former[0]}\n## shop-staging\nNo plan: the job failed before it had a summary.\n${ORIGIN}`);
});

test("removes the comments of an earlier push when no environment is affected any more", () => {
  expect(commentsAfter({}, ["<!-- part-summary-shop-staging.md-000 -->"], []).calls).toEqual([
    "api --silent --method DELETE repos/o/r/issues/comments/1",
  ]);
  // In this case the job that plans is skipped.
  expect(jobs.comment.if).toBe(
    "${{ !cancelled() && github.event_name == 'pull_request' && needs.environments.result == 'success' }}",
  );
  expect(jobs.comment.needs).toEqual(["environments", "plan"]);
});

test("ends the run of an earlier push to a pull request, and no other run", () => {
  expect(parse(deliver).concurrency).toEqual({
    group: "deliver-${{ github.event.pull_request.number || github.run_id }}",
    "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
  });
});

test("ends no scan of the night because of a push", () => {
  expect(workflow("images").concurrency).toEqual({
    group: "images-${{ github.event_name }}-${{ github.ref }}",
    "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
  });
});

test("keeps one comment for each part of a summary, and removes those of environments without a plan", () => {
  const former = [
    { byPerson: "<!-- part-summary-shop-production.md-000 -->" },
    "<!-- part-summary-shop-production.md-000 -->",
    "<!-- part-summary-shop-production.md-001 -->",
    "<!-- part-summary-shop-staging.md-000 -->",
    { byPerson: "<!-- part-summary-shop-staging.md-000 -->" },
    "a bot's words about something else",
  ];

  expect(commentsAfter({ "shop-production": "now\n" }, former).calls).toEqual([
    "api --silent --method PATCH repos/o/r/issues/comments/2 -F body=@body.md",
    "api --silent --method DELETE repos/o/r/issues/comments/3",
    "api --silent --method DELETE repos/o/r/issues/comments/4",
  ]);
});

test("offers new checksums on a branch, from which a person opens the pull request", () => {
  const { run } = parse(readFileSync(join(WORKFLOWS, "lock.yml"), "utf8")).jobs.lock.steps.at(-1);
  const offered = (status: string, former: string) => {
    const cwd = mkdtempSync(join(tmpdir(), "workflow-"));
    writeFileSync(join(cwd, "terraform.lock.hcl"), "checksums");
    const git = `case "$1" in status) printf '%s' '${status}';; *) ${former ? `echo ${former}` : "exit 1"};; esac`;
    const env = {
      ...withPrograms({ gh: `echo "$*" >>calls`, git }),
      BASE: "main",
      GITHUB_REPOSITORY: "o/r",
      GITHUB_RUN_ATTEMPT: "1",
      GITHUB_RUN_ID: "9",
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_SHA: "abc",
      GITHUB_STEP_SUMMARY: join(cwd, "summary"),
    };
    const { status: ended, stderr } = spawnSync("bash", ["-e", "-c", run], { cwd, env, encoding: "utf8" });
    expect(ended, stderr).toBe(0);
    const calls = existsSync(join(cwd, "calls")) ? readFileSync(join(cwd, "calls"), "utf8") : "";
    return calls + readFileSync(join(cwd, "summary"), "utf8");
  };
  const content = Buffer.from("checksums").toString("base64");
  const lines = (...end: string[]) =>
    [
      "api repos/o/r/git/refs --silent -f ref=refs/heads/lock-9-1 -f sha=abc",
      `api --method PUT repos/o/r/contents/terraform.lock.hcl --silent -f message=Lock the providers -f branch=lock-9-1 -f content=${[content, ...end].join(" ")}`,
      "Open the pull request: https://github.com/o/r/compare/main...lock-9-1?expand=1\n",
    ].join("\n");

  expect(offered("?? terraform.lock.hcl", "")).toBe(lines());
  expect(offered(" M terraform.lock.hcl", "b10b")).toBe(lines("-f sha=b10b"));
  expect(offered("", "b10b")).toBe("terraform.lock.hcl has the checksums already.\n");
});

test("lets no checkout leave its token in the folder", () => {
  for (const file of readdirSync(WORKFLOWS)) {
    const all: Json[] = Object.values(parse(readFileSync(join(WORKFLOWS, file), "utf8")).jobs);
    const checkouts = all.flatMap(({ steps }) =>
      steps.filter(({ uses = "" }: Json) => uses.startsWith("actions/checkout@")),
    );
    expect(
      checkouts.every((step: Json) => step.with?.["persist-credentials"] === false),
      file,
    ).toBe(true);
  }
});

test.each(["plan", "propose", "drift"])(
  "fails the job %s only when a stack cannot be planned, or the plan is killed",
  (job) => {
    const { run } = jobs[job].steps.find((step: Json) => step.run?.includes("--markdown"));
    const env = (status: number) => ({
      ...withPrograms({ npx: `echo summary >summary.md; echo summary >drift.md; exit ${status}` }),
      ENVIRONMENT: "shop-production",
      AFFECTED: '["shop-production-network"]',
      STACKS: "network",
      GITHUB_STEP_SUMMARY: "/dev/null",
      GITHUB_OUTPUT: "/dev/null",
    });
    const statuses = [0, 2, 1, 137].map((status) => {
      const cwd = mkdtempSync(join(tmpdir(), "workflow-"));
      return spawnSync("bash", ["-e", "-c", run], { cwd, env: env(status) }).status;
    });

    expect(statuses).toEqual([0, 0, 1, 1]);
  },
);

test("plans the environments and the stacks that a pull request affects", () => {
  const { run } = jobs.environments.steps.find((step: Json) => step.id === "pipelines");
  const output = join(mkdtempSync(join(tmpdir(), "workflow-")), "output");
  const npx = `case "$*" in
*affected*) echo '["shop-production-network"]';;
*) echo '{"shop-production":{},"shop-staging":{}}';;
esac`;
  const namesFor = (event: string) => {
    writeFileSync(output, "");
    spawnSync("bash", ["-e", "-c", run], { env: { ...withPrograms({ npx }), EVENT: event, GITHUB_OUTPUT: output } });
    return /^names=(.*)$/m.exec(readFileSync(output, "utf8"))?.[1];
  };

  expect(namesFor("pull_request")).toBe('["shop-production"]');
  expect(namesFor("workflow_dispatch")).toBe('["shop-production","shop-staging"]');
});
