/**
 * Keeps bundles and their compiled code between runs, in node_modules. The first run of a program keeps its bundle. The
 * second also keeps the packages and what V8 has compiled, which takes as long as it saves in two runs.
 */
const { createHash } = require("node:crypto");
const {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} = require("node:fs");
const { createRequire } = require("node:module");
const { basename, dirname, join, relative } = require("node:path");
const { Script } = require("node:vm");
const { ROOT, bundle, bundlePackages } = require("./bundle.cjs");

const FOLDER = join(ROOT, "node_modules/.cache/launch");

/** The file with the packages, as it is named in stack traces. */
const PACKAGES_FILE = join(FOLDER, "packages.js");

/** cdktf starts this file of its own to zip an asset, and finds it by `__filename`. */
const ZIPPER = join(ROOT, "node_modules/cdktf/lib/private/fs.js");

/** A kept bundle begins with a comment that lists its sources; from the second line it is a function like the one that Node wraps a module in. */
const OPENING = "(function (exports, require, module, __filename, __dirname) {";

/** Runs a program from the bundle of the run before when its sources are the same, or from a new one. */
function runKept(file, module) {
  const path = join(FOLDER, `${digest(file).slice(0, 16)}-${basename(file)}.js`);
  const isOwn = !relative(ROOT, file).startsWith("..");
  const kept = isOwn ? read(path, digestOf) : undefined;
  const start = Date.now();
  const program = kept ?? bundle(file);
  if (!program) {
    return;
  }
  if (isOwn && !kept) {
    keep(path, program, settings(), digestOf, start);
  }
  const own = createRequire(file);
  const loaders = isOwn ? packages(program.modules, own, kept !== undefined) : {};
  const load = (id) => (Object.hasOwn(loaders, id) ? loaders[id]() : own(id));
  const run = kept
    ? compiled(path, kept, file)
    : new Script(`\n${OPENING}${program.text}\n})`, { filename: file, lineOffset: -1 }).runInThisContext();
  run(module.exports, Object.assign(load, own), module, file, dirname(file));
}

/**
 * A function for each module that loads it from the kept packages; no functions when Node loads modules from node_modules.
 *
 * @param isMade whether to keep the packages when they are not
 */
function packages(modules, require, isMade) {
  if (modules.length === 0) {
    return {};
  }
  const hasAll = (bundle) => modules.every((module) => bundle?.modules.includes(module));
  // Reading packages to hash them takes a hundred times as long as asking for their sizes and dates.
  let kept = read(PACKAGES_FILE, stateOf);
  if (isMade && !hasAll(kept)) {
    // Programs share the kept packages, so those that another program uses stay.
    keepPackages([...new Set([...(kept?.modules ?? []), ...modules])].sort());
    kept = read(PACKAGES_FILE, stateOf);
  }
  if (!hasAll(kept)) {
    return {};
  }
  const module = { exports: {} };
  compiled(PACKAGES_FILE, kept, PACKAGES_FILE)(module.exports, require, module, ZIPPER, dirname(ZIPPER));
  return module.exports;
}

function keepPackages(modules) {
  const start = Date.now();
  try {
    accessSync(FOLDER, constants.W_OK);
    const { text, sources } = bundlePackages(modules);
    keep(PACKAGES_FILE, { text, sources, modules }, installed(), stateOf, start);
  } catch {
    // A module does not exist. The error of Node, which loads modules from node_modules then, names it.
  }
}

/** Files besides the sources that decide on what a bundle holds: the bundler's settings and where packages are found. */
function settings() {
  const manifests = readdirSync(join(ROOT, "modules")).map((name) => join("modules", name, "package.json"));
  return ["tsconfig.json", "package.json", "pnpm-lock.yaml", ...manifests, ...launcher()].map((path) =>
    join(ROOT, path),
  );
}

/** Files besides the packages themselves that decide on which of their versions are in use; pnpm leaves old ones in place. */
function installed() {
  return ["node_modules/.pnpm/lock.yaml", ...launcher()].map((path) => join(ROOT, path));
}

function launcher() {
  return ["launch/bundle.cjs", "launch/kept.cjs"];
}

/** The bundle that a file keeps, unless a file that it is made of has changed. */
function read(path, stateOf) {
  try {
    // V8 takes half the memory for a text that is known to be ASCII.
    const content = readFileSync(path, "latin1");
    const header = content.slice(2, content.indexOf("\n"));
    const { modules, inputs } = JSON.parse(header);
    if (Object.entries(inputs).every(([input, state]) => stateOf(input) === state)) {
      return { content, key: digest(header), modules };
    }
  } catch {
    // The bundle does not exist yet, was kept by another version of this file, or has lost a source.
  }
}

function keep(path, { text, sources, modules }, others, stateOf, start) {
  try {
    const paths = [...sources, ...others];
    if (paths.some((input) => statSync(input, { throwIfNoEntry: false })?.mtimeMs >= start)) {
      // A source was saved meanwhile, so that the bundle may hold its former text.
      return;
    }
    const inputs = Object.fromEntries(paths.map((input) => [input, stateOf(input)]));
    replace(path, escaped(`//${JSON.stringify({ modules, inputs })}\n${OPENING}${text}\n})`));
  } catch {
    // A source was deleted meanwhile.
  }
}

/** The text in ASCII alone: paths may have other letters, and esbuild leaves them in regular expressions and comments. */
function escaped(text) {
  return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The function of a bundle. Its compiled code is kept at the end of a run, with all functions that ran. */
function compiled(path, { content, key }, filename) {
  const codePath = `${path}.code`;
  const cachedData = codeOf(codePath, key);
  const script = new Script(content, { filename, lineOffset: -1, cachedData });
  if (!cachedData || script.cachedDataRejected) {
    // V8 rejects what another version of it has compiled, but of the source it compares only the length.
    process.on("exit", () => replace(codePath, Buffer.concat([Buffer.from(key), script.createCachedData()])));
  }
  return script.runInThisContext();
}

function codeOf(path, key) {
  try {
    const code = readFileSync(path);
    return code.toString("latin1", 0, key.length) === key ? code.subarray(key.length) : undefined;
  } catch {
    // No compiled code is kept yet.
  }
}

/** Replaces a file as a whole, so that another run that starts at the same time reads the old one or the new one. */
function replace(path, content) {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.${process.pid}`, content);
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A folder that cannot be written costs the next run the time to bundle again.
  }
}

function stateOf(path) {
  const { size, mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return `${size} ${mtimeMs}`;
}

function digestOf(path) {
  return digest(readFileSync(path));
}

function digest(content) {
  return createHash("sha256").update(content).digest("hex");
}

module.exports = { PACKAGES_FILE, runKept };
