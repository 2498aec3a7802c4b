/**
 * Runs a TypeScript program: `node launch.cjs FILE [ARG...]`.
 *
 * The program is bundled in memory, because a loader hooks every module, those of packages included, and
 * takes longer than all of synthesis before the first stack. The bundle is kept until a file that it is made of
 * changes, and so are the packages and what V8 has compiled (`launch/kept.cjs`).
 */
const { readFileSync } = require("node:fs");
const { enableCompileCache, Module, SourceMap } = require("node:module");
const { dirname, relative, resolve } = require("node:path");

checkNode();

// Node 22 and newer keep the compiled code of packages between processes.
enableCompileCache?.();

const { bundle } = require("./launch/bundle.cjs");
const { PACKAGES_FILE, runKept } = require("./launch/kept.cjs");

const file = resolve(process.argv[2]);
process.argv.splice(1, 2, file);

/** Source maps take memory, so stack traces of errors that programs catch name lines of the sources only on request. */
const traced = ["--stack-traces", "--sarif"].some((option) => process.argv.includes(option));

process.on("uncaughtException", (error, origin) => {
  if (origin === "unhandledRejection") {
    console.error("a promise that fails must be awaited, got one that no code waits for; await it, or catch its error");
  }
  console.error(isMissing(error) ? installFirst(error) : withSources(error));
  process.exit(1);
});

const program = new Module(file, null);
program.filename = file;
program.paths = Module._nodeModulePaths(dirname(file));
process.setSourceMapsEnabled(traced);
if (traced) {
  const made = bundle(file, "inline");
  if (made) {
    program._compile(made.text, file);
  }
} else {
  runKept(file, program);
}

/** Ends with one line on a Node that is too old, which would fail in the middle of the program otherwise. */
function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node must be 20.19 or newer, got ${process.versions.node}; install it from https://nodejs.org`);
    process.exit(1);
  }
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
  const map = new SourceMap(
    JSON.parse(Buffer.from(bundle(file, "inline").text.split("base64,").at(-1), "base64").toString()),
  );
  const named = error.stack.replace(/[^\s(]+:(\d+):(\d+)/g, (whole, line, column) => {
    if (whole.startsWith(`${PACKAGES_FILE}:`)) {
      return packageFile(Number(line));
    }
    const { originalSource, originalLine, originalColumn } = whole.startsWith(`${file}:`)
      ? map.findEntry(Number(line) - 1, Number(column) - 1)
      : {};
    const source = originalSource && relative(process.cwd(), resolve(dirname(file), originalSource));
    return source ? `${source}:${originalLine + 1}:${originalColumn + 1}` : whole;
  });
  // The frames of Node and of the launcher are the same for every error.
  return named
    .split("\n")
    .filter((line) => !/^ +at .*(node:|launch\.cjs:|launch\/kept\.cjs:)/.test(line))
    .join("\n");
}

/** The file of a package that a line of the kept packages comes from. */
function packageFile(line) {
  const lines = readFileSync(PACKAGES_FILE, "latin1").split("\n", line + 1);
  const heading = lines.findLast((text) => text.startsWith("// node_modules/"));
  return heading?.replace(/^.*node_modules\//, "node_modules/") ?? PACKAGES_FILE;
}
