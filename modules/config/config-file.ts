import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { TerraformStack } from "cdktf";
import { addCustomSynthesis } from "cdktf/lib/synthesize/synthesizer";
import { Construct } from "constructs";

/**
 * Writes a configuration file to `config/<path>` beside the JSON of the scope's stack,
 * where people and the program it is for can read it before anything is applied.
 */
export function addConfigFile(scope: Construct, path: string, text: string): void {
  // A construct of its own, as one can write only once.
  const file = new Construct(scope, `file-${path.replace(/\W+/g, "-")}`);
  addCustomSynthesis(file, {
    onSynthesize({ manifest, outdir }) {
      const { workingDirectory } = manifest.forStack(TerraformStack.of(scope));
      const target = join(outdir, workingDirectory, "config", path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    },
  });
}
