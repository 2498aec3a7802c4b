/** The page as one file: styles, program and data, with a Content Security Policy that refuses everything else. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { buildSync } from "esbuild";
import type { Estate } from "./model/estate";

const PAGE = join("commands", "report", "page");

export function pageOf(estate: Estate): string {
  const { script, style } = bundle();
  const policy = [
    "default-src 'none'",
    `script-src '${digest(script)}'`,
    `style-src '${digest(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  // Content Security Policies do not apply to data blocks: https://html.spec.whatwg.org/multipage/scripting.html#data-block
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Infrastructure report</title>
<style>${style}</style>
</head>
<body>
<div id="page"><noscript>This page needs JavaScript.</noscript></div>
<script type="text/plain" id="estate">${packed(estate)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** The data as text that the page unpacks with the browser's own decompression. Base64 needs no escapes in HTML. */
export function packed(estate: Estate): string {
  return deflateRawSync(JSON.stringify(estate), { level: 9 }).toString("base64");
}

function bundle(): { script: string; style: string } {
  const { outputFiles } = buildSync({
    entryPoints: [join(PAGE, "main.tsx"), join(PAGE, "style.css")],
    bundle: true,
    charset: "utf8",
    format: "iife",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    minify: true,
    outdir: "page",
    target: "es2022",
    write: false,
  });
  const text = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text.trim() ?? "";
  // `</script` would end the element, also inside of a string.
  return { script: text(".js").replaceAll("</script", "<\\/script"), style: text(".css") };
}

function digest(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
