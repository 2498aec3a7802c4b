/**
 * Files that programs other than Terraform read. People read them in the review of an apply, deliveries copy them, and
 * tests start the program with them.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { check } from "@modules/core/checks";
import { printedSecrets } from "@modules/core/printed-secrets";
import { Token } from "cdktf";
import { addCustomSynthesis } from "cdktf/lib/synthesize/synthesizer";
import { Construct, type IConstruct } from "constructs";

/**
 * A file that synthesis writes to `rendered/<path>` in the output. Terraform does not read it.
 *
 * @internal `addConfigFile` makes it
 */
export class ConfigFile extends Construct {
  readonly path: string;
  readonly text: string;

  /**
   * @param path relative path, such as `production/prometheus/shop/prometheus.yml`
   * @throws when the text has a cdktf token, because only Terraform could resolve it
   */
  constructor(scope: Construct, path: string, text: string) {
    super(scope, `file-${path.replace(/\W+/g, "-")}`);
    this.path = path;
    this.text = text;
    check(this, !path.split("/").includes("..") && !path.startsWith("/"), "path", "relative, without ..", path);
    check(this, !Token.isUnresolved(text), "text", "plain; take names and numbers from the environment", "a token");
    addCustomSynthesis(this, {
      onSynthesize({ outdir }) {
        const target = join(outdir, "rendered", path);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, text);
      },
    });
  }
}

/**
 * Writes a file to `rendered/<path>` in the output at synthesis.
 *
 * @example addConfigFile(stack, "production/fluentd/shop/fluent.conf", fluentConf(directives));
 */
export function addConfigFile(scope: Construct, path: string, text: string): ConfigFile {
  return new ConfigFile(scope, path, text);
}

/** The files among constructs, in the order of their paths. */
export function configFilesOf(constructs: readonly IConstruct[]): ConfigFile[] {
  const files = constructs.filter((construct) => construct instanceof ConfigFile);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Faults of two files with the same path, because one would replace the other, and of files that log secrets. */
export function configFileFaults(constructs: readonly IConstruct[]): string[] {
  const files = configFilesOf(constructs);
  return files.flatMap(({ node, path, text }, index) => {
    const other = files[index - 1];
    return [
      ...(other?.path === path ? [`${node.path}: path must be unique, got ${path} of ${other.node.path}`] : []),
      ...printedSecrets(text).map((fault) => `${node.path}: ${path} ${fault}`),
    ];
  });
}
