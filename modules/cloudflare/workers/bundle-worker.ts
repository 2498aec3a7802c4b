import { buildSync } from "esbuild";

const bundles = new Map<string, string>();

/**
 * A worker and its imports as one minified ES module, built once per process. Equal sources give
 * equal text on every machine, so a plan shows a change only when the worker has changed.
 *
 * @param entry path of the TypeScript file that exports the handlers
 * @throws when the sources do not compile
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
    // Cloudflare reads handlers only from the exports of ES modules.
    format: "esm",
    legalComments: "none",
    logLevel: "silent",
    minify: true,
    // The runtime has no Node.js modules to resolve.
    platform: "browser",
    target: "es2022",
    write: false,
  });
  return outputFiles[0]!.text;
}
