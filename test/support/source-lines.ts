/** Lets stack traces name lines of the sources, which Node runs as tsx compiled them. */
import { findSourceMap } from "node:module";

const MARK = Symbol.for("test/support/source-lines");
const known = globalThis as { [MARK]?: boolean };

if (!known[MARK]) {
  known[MARK] = true;
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (error, frames) => {
    const trace: unknown = prepareStackTrace?.(error, frames);
    return typeof trace === "string" ? withSources(trace) : trace;
  };
}

function withSources(trace: string): string {
  return trace.replace(/((?:file:\/\/)?\/[^\s()]+\.ts):(\d+):(\d+)/g, (frame, file: string, line, column) => {
    const entry = findSourceMap(file.replace("file://", ""))?.findEntry(Number(line) - 1, Number(column) - 1);
    return entry && "originalLine" in entry ? `${file}:${entry.originalLine + 1}:${entry.originalColumn + 1}` : frame;
  });
}
