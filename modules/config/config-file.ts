/** Files beside the synthesized stack, for people who review an apply and for the tests that parse them with the program itself. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { TerraformStack } from "cdktf";
import { addCustomSynthesis } from "cdktf/lib/synthesize/synthesizer";
import { Construct } from "constructs";

/**
 * Writes a file to `config/<path>` beside the JSON of the scope's stack at synthesis. Terraform does not read it.
 *
 * @param path relative path, such as `prometheus/shop/prometheus.yml`
 * @example addConfigFile(stack, "fluentd/shop/fluent.conf", fluentConf(directives));
 */
export function addConfigFile(scope: Construct, path: string, text: string): void {
  // A construct has one custom synthesis, so each file has a construct of its own.
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
