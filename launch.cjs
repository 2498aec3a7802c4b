/**
 * Runs a TypeScript program: `node launch.cjs FILE [ARG...]`.
 *
 * The program is bundled in memory, because a loader hooks every module, those of packages included, and
 * takes longer than all of synthesis before the first stack.
 */
const { enableCompileCache, Module, SourceMap } = require("node:module");
const { dirname, relative, resolve } = require("node:path");

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
const text = bundle(traced ? "inline" : false);
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

/** The text of the program, or undefined when its sources do not parse or import what does not exist. */
function bundle(sourcemap) {
  const { buildSync } = require("esbuild");
  try {
    const { outputFiles } = buildSync({
      entryPoints: [file],
      bundle: true,
      external,
      format: "cjs",
      logLevel: "silent",
      outdir: dirname(file),
      platform: "node",
      sourcemap,
      target: "node20",
      write: false,
    });
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
