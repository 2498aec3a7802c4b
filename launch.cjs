/**
 * Runs a TypeScript program: `node launch.cjs FILE [ARG...]`.
 *
 * The program is bundled in memory, because a loader hooks every module, those of packages included, and
 * takes longer than all of synthesis before the first stack.
 */
const { enableCompileCache, Module } = require("node:module");
const { dirname, resolve } = require("node:path");
const { buildSync } = require("esbuild");

// Node 22 and newer keep the compiled code of packages between processes.
enableCompileCache?.();

/** Packages to load from node_modules: they load faster than they bundle, or do not work in a bundle. */
const external = ["@cdktf/*", "cdktf", "constructs", "cdktf-cli", "esbuild", "ts-morph", "zod"];

const file = resolve(process.argv[2]);
process.argv.splice(1, 2, file);

/** Source maps take memory, so stack traces name lines of the sources only for options that need them. */
const traced = ["--stack-traces", "--sarif"].some((option) => process.argv.includes(option));

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
