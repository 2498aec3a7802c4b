/**
 * Tests the module packages as another team uses them: packed, installed in an empty folder, and imported by a plain
 * cdktf app.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { filesBelow } from "../../app/files";
import type { Prop } from "../../commands/documents/reference/props";
import { moduleSources } from "../../commands/documents/reference/source";
import { buildPackages } from "../../commands/packages/build";

const SCOPE = "@example";
const consumer = mkdtempSync(join(tmpdir(), "consumer-"));
const installed = join(consumer, "node_modules", SCOPE);

/** A user's program: a stack with providers for each package, and every example in it. */
const PROGRAM = `
const { readdirSync } = require("node:fs");
const { join } = require("node:path");
const { App, LocalBackend, TerraformStack } = require("cdktf");
const { Construct } = require("constructs");
const provider = (name, class_, config) => (stack) =>
  new (require("@cdktf/provider-" + name + "/lib/provider")[class_])(stack, name, config);
const setup = {
  aws: (stack) => {
    require("${SCOPE}/aws/account").setAccount(stack, { id: "111122223333", region: "us-east-1" });
    provider("aws", "AwsProvider", { region: "us-east-1" })(stack);
  },
  cloudflare: provider("cloudflare", "CloudflareProvider", {}),
  github: provider("github", "GithubProvider", { owner: "example" }),
  google: (stack) => {
    const project = { id: "example-project", number: "123456789012", region: "us-central1" };
    require("${SCOPE}/google/project").setProject(stack, project);
    provider("google", "GoogleProvider", { project: project.id, region: project.region })(stack);
  },
  hcp: provider("tfe", "TfeProvider", {}),
  kubernetes: (stack) => {
    provider("kubernetes", "KubernetesProvider", { host: "https://cluster.example.com" })(stack);
    provider("helm", "HelmProvider", { kubernetes: { host: "https://cluster.example.com" } })(stack);
  },
};
const app = new App({ outdir: join(__dirname, "cdktf.out") });
const ran = [];
for (const [name, prepare] of Object.entries(setup)) {
  const folder = join(__dirname, "node_modules", "${SCOPE}", name);
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, {});
  prepare(stack);
  for (const file of readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".example.js"))) {
    const id = file.replace(".example.js", "").replaceAll(/[^a-z0-9-]/g, "-");
    require(join("${SCOPE}", name, file).replace(/\\.js$/, "")).example(new Construct(stack, id));
    ran.push(name + "/" + file);
  }
}
app.synth();
console.log(JSON.stringify(ran));
`;

/**
 * The user's program with an override in every module that an example makes: \`prevent_destroy\`, which each resource
 * accepts. It prints the class and whether the primary resource has the override.
 */
const OVERRIDES_PROGRAM = `
const Module = require("node:module");
const { relative, join } = require("node:path");
const { Construct } = require("constructs");
const { TerraformStack } = require("cdktf");
const modules = join(__dirname, "node_modules", "${SCOPE}");
const load = Module._load;
const made = [];
const known = new Map();
Module._load = function (request, parent, isMain) {
  const loaded = load(request, parent, isMain);
  const file = Module._resolveFilename(request, parent, isMain);
  if (!file.startsWith(modules) || typeof loaded !== "object") {
    return loaded;
  }
  if (!known.has(file)) {
    known.set(file, Object.fromEntries(Object.entries(loaded).map(([name, value]) => [name, wrapped(file, value)])));
  }
  return known.get(file);
};
function wrapped(file, value) {
  if (typeof value !== "function" || !(value.prototype instanceof Construct)) {
    return value;
  }
  const name = relative(modules, file).replace(/[.]js$/, "") + " " + value.name;
  return new Proxy(value, {
    construct(target, [scope, id, props], newTarget) {
      // The scope of an example is the child of a stack; modules inside modules are left as they are.
      if (!TerraformStack.isStack(scope.node.scope)) {
        return Reflect.construct(target, [scope, id, props], newTarget);
      }
      const overrides = { lifecycle: { preventDestroy: true } };
      const instance = Reflect.construct(target, [scope, id, { ...props, overrides }], newTarget);
      made.push([name, instance]);
      return instance;
    },
  });
}
function isOverridden(construct) {
  return construct.node.findAll().some((child) => child.lifecycle?.preventDestroy === true);
}
require("./app.cjs");
console.log(JSON.stringify(made.map(([name, instance]) => [name, isOverridden(instance)])));
`;

/** A user's test, with the package's matchers on a stack, and the checks on the user's own app. */
const KIT_TEST = `
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { checked, SynthesisError } from "${SCOPE}/checks/synthesize";
import { matchers } from "${SCOPE}/testing/matchers";
import { synth, testApp, testStack } from "${SCOPE}/testing/synth";
import { expect, test } from "vitest";

expect.extend(matchers);

test("queues", () => {
  const json = synth((stack) => new SqsQueue(stack, "jobs", { name: "jobs" }));
  expect(json).toHaveResource("aws_sqs_queue", { name: "jobs" });
  expect(json).toBreakPolicy("queues are encrypted");
  expect(synth(() => {})).toMoveAddresses(json);

  const app = testApp();
  new SqsQueue(testStack(app), "jobs", { name: "two words" });
  expect(() => checked(app)).toThrow(SynthesisError);
});
`;

beforeAll(() => {
  const tarballs = buildPackages(join(consumer, "tarballs"), SCOPE);
  const { catalog } = parse(readFileSync("pnpm-workspace.yaml", "utf8"));
  const peers = Object.fromEntries(
    Object.entries(catalog).filter(([name]) => /^(cdktf|constructs|vitest|@cdktf\/provider-.*)$/.test(name)),
  );
  const own = Object.fromEntries(tarballs.map(({ name, path }) => [name, `file:${path}`]));
  writeFileSync(
    join(consumer, "package.json"),
    JSON.stringify({ private: true, dependencies: { ...peers, ...own, "@types/node": catalog["@types/node"] } }),
  );
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"]);
});

afterAll(() => {
  rmSync(consumer, { recursive: true });
});

function run(command: string, args: readonly string[]): string {
  return execFileSync(command, [...args], { cwd: consumer, encoding: "utf8", env: { ...process.env, CI: "true" } });
}

/** Examples in the sources, as paths in the packages. */
function examples(): string[] {
  return filesBelow("modules")
    .filter((file) => file.endsWith(".example.ts"))
    .map((file) => file.replace(/\.ts$/, ".js"));
}

test("synthesizes every example with a plain App and TerraformStack", () => {
  writeFileSync(join(consumer, "app.cjs"), PROGRAM);

  expect(JSON.parse(run("node", ["app.cjs"]).trim().split("\n").at(-1)!).sort()).toEqual(examples());
});

/** Modules that create no resource. */
const BARE = ["modules/aws/network/cloudfront-servers.ts", "modules/google/security/aws-role.ts"];

/**
 * Whether overrides are keyed by the name of a resource. These, and those of Cloudflare's rules, are tested with their
 * modules.
 */
function isNamed(props: readonly Prop[]): boolean {
  return props.some(({ name, type }) => name === "overrides" && type.startsWith("Readonly<"));
}

test("lets a user replace arguments of the primary resource of every module", () => {
  writeFileSync(join(consumer, "app.cjs"), PROGRAM);
  writeFileSync(join(consumer, "overrides.cjs"), OVERRIDES_PROGRAM);

  const made: [string, boolean][] = JSON.parse(run("node", ["overrides.cjs"]).trim().split("\n").at(-1)!);
  const overridden = new Set(made.filter(([, isOverridden]) => isOverridden).map(([name]) => name));
  const modules = readdirSync(installed).flatMap((cloud) => moduleSources(cloud));
  const without = modules
    .filter(
      ({ file, props }) => !file.startsWith("modules/cloudflare/rules/") && !isNamed(props) && !BARE.includes(file),
    )
    .map(({ file, name }) => `${file.replace(/^modules\/|\.ts$/g, "")} ${name}`)
    .filter((name) => !overridden.has(name));

  expect(without).toEqual([]);
});

test("type-checks for a user of every example", () => {
  const imports = examples().map(
    (file, index) => `import { example as e${index} } from "${SCOPE}/${file.replace(/\.js$/, "")}";`,
  );
  const calls = examples().map((_, index) => `e${index}(scope);`);
  writeFileSync(
    join(consumer, "app.ts"),
    ['import type { Construct } from "constructs";', ...imports, "declare const scope: Construct;", ...calls].join(
      "\n",
    ),
  );

  const options = ["--strict", "--noEmit", "--skipLibCheck", "--module", "nodenext", "--target", "es2022"];
  expect(imports.length).toBeGreaterThan(100);
  expect(run(process.execPath, [resolve("node_modules/typescript/bin/tsc"), ...options, "app.ts"])).toBe("");
});

test("tests a user's stack with the test kit and the checks", () => {
  writeFileSync(join(consumer, "kit.test.ts"), KIT_TEST);

  expect(run("npx", ["vitest", "run", "kit.test.ts"])).toContain("1 passed");
});

test("installs no file that names the workspace's own scope", () => {
  const files = readdirSync(installed, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.(js|d\.ts)$/.test(file),
  );

  expect(files.length).toBeGreaterThan(200);
  expect(files.filter((file) => readFileSync(join(installed, file), "utf8").includes("@modules/"))).toEqual([]);
});

test("gives each package a licence, a README and a changelog with its version", () => {
  for (const name of readdirSync(installed)) {
    const { version } = JSON.parse(readFileSync(join(installed, name, "package.json"), "utf8"));

    expect(readdirSync(join(installed, name))).toEqual(
      expect.arrayContaining(["LICENSE", "README.md", "CHANGELOG.md"]),
    );
    expect(readFileSync(join(installed, name, "CHANGELOG.md"), "utf8")).toContain(`## ${version}`);
  }
});
