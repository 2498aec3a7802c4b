import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { report } from "@modules/checks/policies/report";
import { type PreparedStack, prepare } from "@modules/checks/prepare";
import { acceptedLosses } from "../app/accepted-losses";
import { build } from "../app/build";
import { checkedEnvironments } from "../app/environments";
import { appPolicies } from "../app/policies";
import { platforms } from "../stacks/platforms";
import { accessPages } from "./documents/access-page";
import { controlsPage } from "./documents/controls-page";
import { CommandError } from "./error";
import { accessTable, backupTable, encryptionTable, versionTable } from "./evidence/tables";
import { asJson, linesOf, recoveryText } from "./recovery";
import { currentRevision } from "./runner/revision";
import { namedEnvironment } from "./stacks";

/**
 * Writes what an auditor asks for about an environment into a folder, with the digest of each file in its manifest. The
 * same revision gives the same bytes.
 *
 * @param name such as `lp-production`
 * @throws CommandError for an environment that does not exist, or a folder that is not empty
 */
export async function evidence(
  name: string,
  { out = join("evidence", name) }: { readonly out?: string } = {},
  stacks?: readonly PreparedStack[],
  revision = currentRevision(),
): Promise<number> {
  namedEnvironment(name);
  if (existsSync(out) && readdirSync(out).length > 0) {
    throw new CommandError(`error: ${out} must be an empty or a new folder; name another with --out`);
  }
  const files = evidenceFiles(name, stacks ?? prepare(build(checkedEnvironments(platforms))), revision);
  mkdirSync(out, { recursive: true });
  for (const [file, text] of files) {
    writeFileSync(join(out, file), text);
  }
  console.log(`${files.size} files in ${out}; manifest.json has their digests`);
  return 0;
}

/** Text of each file by its name. */
export function evidenceFiles(
  name: string,
  stacks: readonly PreparedStack[],
  revision: string,
): ReadonlyMap<string, string> {
  const own = stacks.filter(({ id }) => id.startsWith(`${name}-`));
  const lines = linesOf(stacks, name);
  const ownPlace = (place: string) => place.startsWith(`${name}-`);
  // Rules look at all stacks, because what one needs may stand in another.
  const rules = report(stacks, appPolicies).map((rule) => ({
    ...rule,
    violations: rule.violations.filter(ownPlace),
    waived: rule.waived.filter(({ place }) => ownPlace(place)),
  }));
  const waived = rules.flatMap(({ id, waived: places }) => places.map((place) => ({ rule: id, ...place })));
  const usedLosses = acceptedLosses.filter((one) => lines.some(({ accepted }) => accepted === one));
  const texts = new Map([
    ["access.json", json(accessTable(stacks, own))],
    ["access.txt", accessPages(stacks).get(name)!],
    ["backups.json", json(backupTable(own))],
    ["controls.md", controlsPage(stacks)],
    ["encryption.json", json(encryptionTable(own))],
    ["recovery.json", json(lines.map(asJson))],
    ["recovery.txt", `${recoveryText(lines)}\n`],
    ["rules.json", json(rules)],
    ["versions.json", json({ revision, ...versionTable(own) })],
    ["waivers.json", json({ policies: waived, losses: usedLosses })],
  ]);
  const manifest = [...texts].map(([file, text]) => ({
    file,
    bytes: Buffer.byteLength(text),
    sha256: createHash("sha256").update(text).digest("hex"),
  }));
  return new Map([...texts, ["manifest.json", json({ environment: name, revision, files: manifest })]]);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
