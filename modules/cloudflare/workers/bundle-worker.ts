import { buildSync } from "esbuild";

const bundles = new Map<string, string>();

/**
 * A worker and what it imports in one module of JavaScript, once per process.
 * The same sources give the same text on every machine, so a plan shows a change
 * of the worker only when there is one.
 *
 * @param entry path of its TypeScript
 * @throws Error when it does not compile
 */
export function bundleWorker(entry: string): string {
  const bundle = bundles.get(entry) ?? build(entry);
  bundles.set(entry, bundle);
  return bundle;
}

function build(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    charset: "utf8",
    // Cloudflare finds what a worker exports in modules alone.
    format: "esm",
    legalComments: "none",
    logLevel: "silent",
    minify: true,
    // What node resolves for itself is not there.
    platform: "browser",
    target: "es2022",
    write: false,
  });
  return outputFiles[0]!.text;
}
