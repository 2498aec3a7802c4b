/**
 * Runs a TypeScript program: `node launch.cjs FILE [ARG...]`.
 *
 * The program is bundled in memory, because a loader hooks every module, those of packages included, and
 * takes longer than all of synthesis before the first stack. The bundle is kept until a file that it is made of
 * changes: reading those again takes a twentieth of bundling them.
 */
const { createHash } = require("node:crypto");
const { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } = require("node:fs");
const { enableCompileCache, Module, SourceMap } = require("node:module");
const { basename, dirname, join, relative, resolve } = require("node:path");

checkNode();

// Node 22 and newer keep the compiled code of packages between processes.
enableCompileCache?.();

/** Packages to load from node_modules: they load faster than they bundle, or do not work in a bundle. */
const external = ["@cdktf/*", "cdktf", "constructs", "cdktf-cli", "esbuild", "ts-morph", "zod"];

/** What to do about an error of esbuild. */
const FIXES = [
  [/^No matching export/, "export it there under this name, or import another"],
  [/^Could not resolve "[./]/, "create the file, or correct the path"],
  [/^Could not resolve/, "add the package to package.json, or correct its name"],
];

const file = resolve(process.argv[2]);
process.argv.splice(1, 2, file);

/** Source maps take memory, so stack traces of errors that programs catch name lines of the sources only on request. */
const traced = ["--stack-traces", "--sarif"].some((option) => process.argv.includes(option));

process.on("uncaughtException", (error) => {
  console.error(isMissing(error) ? installFirst(error) : withSources(error));
  process.exit(1);
});

const program = new Module(file, null);
program.filename = file;
program.paths = Module._nodeModulePaths(dirname(file));
const text = traced ? bundle("inline") : keptBundle();
if (text !== undefined) {
  process.setSourceMapsEnabled(traced);
  program._compile(text, file);
}

/** Fails with a line where an old Node would fail in the middle of a program, which uses what it lacks. */
function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node must be 20.19 or newer, got ${process.versions.node}; install it from https://nodejs.org`);
    process.exit(1);
  }
}

/** The text of the program from the run before when its sources are the same, or a new one. */
function keptBundle() {
  const kept = join(__dirname, "node_modules/.cache/launch", `${digest(file).slice(0, 16)}-${basename(file)}.js`);
  try {
    const content = readFileSync(kept, "utf8");
    const end = content.indexOf("\n");
    const inputs = JSON.parse(content.slice(2, end));
    if (Object.entries(inputs).every(([path, hash]) => digest(readFileSync(path)) === hash)) {
      return content.slice(end + 1);
    }
  } catch {
    // There is none yet, it is half written, or one of its sources is gone.
  }
  const sources = new Set();
  const start = Date.now();
  const text = bundle(false, sources);
  if (text !== undefined && !relative(__dirname, file).startsWith("..")) {
    keep(kept, sources, text, start);
  }
  return text;
}

/** Files besides the sources that decide on what the bundle holds: the bundler's settings and where packages are found. */
function settings() {
  const packages = readdirSync(join(__dirname, "modules")).map((name) => join("modules", name, "package.json"));
  return ["launch.cjs", "tsconfig.json", "package.json", "pnpm-lock.yaml", ...packages].map((path) =>
    join(__dirname, path),
  );
}

function keep(kept, sources, text, start) {
  try {
    const paths = [...sources, ...settings()];
    if (paths.some((path) => statSync(path).mtimeMs >= start)) {
      // A file was saved meanwhile, so that the bundle may hold what it was before.
      return;
    }
    const inputs = Object.fromEntries(paths.map((path) => [path, digest(readFileSync(path))]));
    mkdirSync(dirname(kept), { recursive: true });
    // Another run that starts at the same time reads the old one or the new one.
    writeFileSync(`${kept}.${process.pid}`, `//${JSON.stringify(inputs)}\n${text}`);
    renameSync(`${kept}.${process.pid}`, kept);
  } catch {
    // A folder that cannot be written costs the next run the time to bundle again.
  }
}

function digest(content) {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * The text of the program, or undefined when its sources do not parse or import what does not exist.
 *
 * @param sources receives the absolute path of each file in the bundle
 */
function bundle(sourcemap, sources = new Set()) {
  const { buildSync } = require("esbuild");
  try {
    const { metafile, outputFiles } = buildSync({
      entryPoints: [file],
      bundle: true,
      external,
      format: "cjs",
      logLevel: "silent",
      metafile: true,
      outdir: dirname(file),
      platform: "node",
      sourcemap,
      target: "node20",
      write: false,
    });
    for (const path of Object.keys(metafile.inputs)) {
      sources.add(resolve(path));
    }
    return outputFiles.at(-1).text;
  } catch (error) {
    if (!error.errors) {
      throw error;
    }
    process.exitCode = 1;
    console.error(error.errors.map(lineOf).join("\n"));
  }
}

/** A line about an error in the sources, with what to do about it. */
function lineOf({ text, location }) {
  const fix = FIXES.find(([pattern]) => pattern.test(text))?.[1] ?? "correct the syntax there";
  const place = location ? `${location.file}:${location.line}:${location.column + 1}` : relative(process.cwd(), file);
  return `${place}: ${text}; ${fix}`;
}

function isMissing(error) {
  return error?.code === "MODULE_NOT_FOUND" || error?.code === "ERR_MODULE_NOT_FOUND";
}

function installFirst({ message }) {
  return `${message.split("\n")[0]}; run: npx -y pnpm@12.21.0 install`;
}

/** The error with lines of the sources in place of those of the bundle, which is in no file. */
function withSources(error) {
  if (!(error instanceof Error) || !error.stack) {
    return `the program must throw an Error, got ${error}; correct the throw`;
  }
  if (traced || !error.stack.includes(`${file}:`)) {
    return error.stack;
  }
  const map = new SourceMap(JSON.parse(Buffer.from(bundle("inline").split("base64,").at(-1), "base64").toString()));
  const named = error.stack.replace(/[^\s(]+:(\d+):(\d+)/g, (whole, line, column) => {
    const { originalSource, originalLine, originalColumn } = whole.startsWith(`${file}:`)
      ? map.findEntry(Number(line) - 1, Number(column) - 1)
      : {};
    const source = originalSource && relative(process.cwd(), resolve(dirname(file), originalSource));
    return source ? `${source}:${originalLine + 1}:${originalColumn + 1}` : whole;
  });
  // The frames of Node and of this file are the same for every error.
  return named
    .split("\n")
    .filter((line) => !/^ +at .*(node:|launch\.cjs:)/.test(line))
    .join("\n");
}
