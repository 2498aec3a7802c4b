/** Bundles a program, or the packages that programs use, into one text. */
const { isBuiltin } = require("node:module");
const { dirname, join, relative, resolve } = require("node:path");

const ROOT = join(__dirname, "..");

/** Packages that do not work in a bundle. */
const APART = ["cdktf-cli", "esbuild", "ts-morph"];

/** Packages that are many and large, and change only when they are installed. */
const PACKAGES = ["@cdktf/*", "cdktf", "constructs", "zod"];

/** Fixes for errors of esbuild. */
const FIXES = [
  [/^No matching export/, "export it there under this name, or import another"],
  [/^Could not resolve "[./]/, "create the file, or correct the path"],
  [
    /^Could not resolve/,
    "run npx -y pnpm@12.21.0 install, if package.json has the package; otherwise add it there, or correct its name",
  ],
];

const SETTINGS = {
  bundle: true,
  format: "cjs",
  logLevel: "silent",
  metafile: true,
  platform: "node",
  target: "node20",
  write: false,
};

/**
 * The program in a file, or undefined when its sources do not parse or import what does not exist.
 *
 * @returns its text, the absolute path of each source in it, and the modules of packages that it requires
 */
function bundle(file, sourcemap = false) {
  const { buildSync } = require("esbuild");
  try {
    const { metafile, outputFiles } = buildSync({
      ...SETTINGS,
      entryPoints: [file],
      external: [...PACKAGES, ...APART],
      outdir: dirname(file),
      sourcemap,
      // Packages must come from one place, and `import()` would look for its own.
      supported: { "dynamic-import": false },
    });
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
    return {
      text: outputFiles.at(-1).text,
      sources: Object.keys(metafile.inputs).map((path) => resolve(path)),
      modules: imports.filter((path) => !isBuiltin(path) && !APART.some((name) => `${path}/`.startsWith(`${name}/`))),
    };
  } catch (error) {
    if (!error.errors) {
      throw error;
    }
    process.exitCode = 1;
    console.error(error.errors.map((one) => lineOf(file, one)).join("\n"));
  }
}

/** Modules of packages as one text, which exports a function for each that loads it. */
function bundlePackages(modules) {
  const { buildSync } = require("esbuild");
  const lines = modules.map((module) => `${JSON.stringify(module)}: () => require(${JSON.stringify(module)}),`);
  const { metafile, outputFiles } = buildSync({
    ...SETTINGS,
    absWorkingDir: ROOT,
    external: APART,
    stdin: { contents: `module.exports = {\n${lines.join("\n")}\n};`, resolveDir: ROOT },
  });
  const inputs = Object.keys(metafile.inputs).filter((path) => path !== "<stdin>");
  return { text: outputFiles[0].text, sources: inputs.map((path) => join(ROOT, path)) };
}

/** A line about an error in the sources, with what to do about it. */
function lineOf(file, { text, location }) {
  const fix = FIXES.find(([pattern]) => pattern.test(text))?.[1] ?? "correct the syntax there";
  const place = location ? `${location.file}:${location.line}:${location.column + 1}` : relative(process.cwd(), file);
  return `${place}: ${text}; ${fix}`;
}

module.exports = { ROOT, bundle, bundlePackages };
