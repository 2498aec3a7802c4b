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
import { currentRevision, stacksAt } from "./runner/revision";

export interface ReportOptions {
  /** File of the page. @default `report.html` in the folder of the synthesis */
  readonly output?: string;
  /** Revision to compare with. @default no comparison */
  readonly base?: string;
}

/** Writes the page with every platform, environment, stack and resource. */
export async function report(
  { output = join(outputFolder(), "report.html"), base }: ReportOptions = {},
  stacks: readonly PreparedStack[] = prepare(build(checkedEnvironments(platforms))),
): Promise<number> {
  const before = base ? [...(await stacksAt(base))].map(([id, { fingerprint }]) => [id, fingerprint] as const) : [];
  const estate = estateOf(stacks, currentRevision(), base ? changesSince(base, new Map(before), stacks) : undefined);
  const page = pageOf(estate);
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, page);
  const kilobytes = Math.round(Buffer.byteLength(page) / 1000);
  console.log(
    `${output}: ${estate.stacks.length} stacks, ${estate.resources.length} resources, ${kilobytes} kB; open it in a browser`,
  );
  return 0;
}
