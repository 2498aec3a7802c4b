/**
 * Runs a TypeScript program: `node launch.cjs FILE [ARG...]`.
 *
 * It is bundled in memory and run at once: a loader that hooks every module, of packages too, takes longer than
 * all else that synthesis does before the first stack.
 */
const { enableCompileCache, Module } = require("node:module");
const { dirname, resolve } = require("node:path");
const { buildSync } = require("esbuild");

// Since Node 22: packages are compiled once, and not in each process.
enableCompileCache?.();

/** Packages loaded as they are, from the root's node_modules; bundling them would take longer than loading them, or break them. */
const external = ["@cdktf/*", "cdktf", "constructs", "cdktf-cli", "esbuild", "ts-morph", "zod"];

const file = resolve(process.argv[2]);
process.argv.splice(1, 2, file);

/** Maps cost memory, so an error names the lines of the sources only when it is asked to. */
const traced = process.argv.includes("--stack-traces");

const { outputFiles } = buildSync({
  entryPoints: [file],
  bundle: true,
  external,
  format: "cjs",
  outdir: dirname(file),
  platform: "node",
  sourcemap: traced ? "inline" : false,
  target: "node20",
  write: false,
});

process.setSourceMapsEnabled(traced);
const program = new Module(file, null);
program.filename = file;
program.paths = Module._nodeModulePaths(dirname(file));
program._compile(outputFiles[0].text, file);
