/** Writes the estate as one page. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type PreparedStack, prepare } from "@modules/checks/prepare";
import { build, outputFolder } from "../app/build";
import { checkedEnvironments } from "../app/environments";
import { platforms } from "../stacks/platforms";
import { changesSince } from "./report/changes";
import { estateOf } from "./report/estate";
import { pageOf } from "./report/html";
import { compareWith, currentRevision } from "./runner/revision";
import { namedEnvironment } from "./stacks";

export interface ReportOptions {
  /** File of the page. @default `report.html` in the folder of the synthesis */
  readonly output?: string;
  /** Revision to compare with. @default no comparison */
  readonly base?: string;
  /** Name of the only environment on the page. @default all */
  readonly environment?: string;
}

/**
 * Writes the page with every platform, environment, stack and resource.
 *
 * @throws CommandError for an unknown environment
 */
export async function report(options: ReportOptions = {}, prepared?: readonly PreparedStack[]): Promise<number> {
  const { base, environment, output = join(outputFolder(), "report.html") } = options;
  const environments = environment ? [namedEnvironment(environment)] : checkedEnvironments(platforms);
  const prepareAll = () => prepared ?? prepare(build(environments));
  const { before, now: stacks } = base ? await compareWith(base, prepareAll) : { before: [], now: prepareAll() };
  const fingerprints = [...before]
    .filter(([id]) => environment === undefined || id.startsWith(`${environment}-`))
    .map(([id, { fingerprint }]) => [id, fingerprint] as const);
  const estate = estateOf(
    stacks,
    currentRevision(),
    base ? changesSince(base, new Map(fingerprints), stacks) : undefined,
  );
  const page = pageOf(estate);
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, page);
  const kilobytes = Math.round(Buffer.byteLength(page) / 1000);
  console.log(
    `${output}: ${estate.stacks.length} stacks, ${estate.resources.length} resources, ${kilobytes} kB; open it in a browser`,
  );
  return 0;
}
