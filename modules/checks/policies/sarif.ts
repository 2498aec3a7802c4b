/**
 * Findings of policies as SARIF 2.1.0, which code hosts show beside the source.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import { relative, sep } from "node:path";
import { sourceFrames } from "../stack-traces";
import { policies } from "./all";
import { type Finding, sentence, waiverOf } from "./findings";
import type { Rule, Waiver } from "./rule";
import { catalogsOf } from "./topics";

export interface SarifOptions {
  /** @default every policy of this package */
  readonly rules?: readonly Rule[];
  /** Waivers, which become suppressions. @default none */
  readonly waivers?: readonly Waiver[];
  /** Folder of the sources, to which locations are relative. @default the working directory */
  readonly root?: string;
  /** Folder that the stacks are written to, relative to `root`. @default "cdktf.out" */
  readonly outdir?: string;
}

/** GitHub's scale: critical from 9.0, high from 7.0, medium from 4.0. */
const SECURITY_SEVERITY = { critical: "9.5", high: "8.0", medium: "5.0", low: "2.0" };

/** A log with one run, a result for each finding. Its order and text depend on the findings alone. */
export function sarif(findings: readonly Finding[], options: SarifOptions = {}): object {
  const { rules = policies, waivers = [], root = process.cwd(), outdir = "cdktf.out" } = options;
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "@modules/checks", rules: rules.map(descriptor) } },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => {
          const waiver = waiverOf(finding, waivers);
          const source = sourceOf(finding, root);
          return {
            ruleId: finding.rule.id,
            ruleIndex: indexOf.get(finding.rule.id),
            level: finding.level,
            message: { text: sentence(finding) },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: source?.uri ?? `${outdir}/stacks/${finding.stack.id}/cdk.tf.json` },
                  region: { startLine: source?.line ?? 1 },
                },
                logicalLocations: [{ fullyQualifiedName: finding.path, kind: "resource" }],
              },
            ],
            partialFingerprints: { "place/v1": `${finding.rule.id} ${finding.place}` },
            ...(waiver && {
              suppressions: [
                {
                  kind: "external",
                  status: "accepted",
                  justification: `${waiver.reason} (${waiver.owner}, until ${waiver.expires})`,
                },
              ],
            }),
          };
        }),
      },
    ],
  };
}

function descriptor(rule: Rule): object {
  const catalogs = Object.entries(catalogsOf(rule)).map(([catalog, place]) => `${catalog} ${place}`);
  return {
    id: rule.id,
    shortDescription: { text: rule.name },
    help: { text: rule.fix },
    helpUri: rule.page,
    defaultConfiguration: { level: rule.unprotected === "warn" ? "warning" : "error" },
    properties: {
      tags: ["security", rule.topic, ...catalogs],
      "security-severity": SECURITY_SEVERITY[rule.severity],
    },
  };
}

/** The line of the author's code that made the construct, if `recordSources` was called before. */
function sourceOf({ stack, address, path }: Finding, root: string): { uri: string; line: number } | undefined {
  const construct = stack.declared.has(address) ? stack.constructs.find(({ node }) => node.path === path) : undefined;
  const lines = (construct ? sourceFrames(construct) : []).flatMap((frame) => {
    const [, file, line] = /\(?((?:file:\/\/)?\/[^():]+):(\d+):\d+\)?$/.exec(frame) ?? [];
    const uri = file && relative(root, file.replace("file://", "")).split(sep).join("/");
    return uri && !uri.startsWith("..") && !uri.includes("node_modules/") ? [{ uri, line: Number(line) }] : [];
  });
  // The line of a stack says more than that of the module which the stack uses.
  return lines.find(({ uri }) => !uri.startsWith("modules/")) ?? lines[0];
}
