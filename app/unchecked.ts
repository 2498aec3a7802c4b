/**
 * Program that writes every stack without checks, for a comparison with another revision: this one was checked when it was
 * made. CDKTF_OUTDIR names the folder, so that nothing unchecked is where Terraform plans.
 */
import { disableStackTraces } from "@modules/checks/stack-traces";
import { synthesize } from "@modules/checks/synthesize";
import { platforms } from "../stacks/platforms";
import { build } from "./build";
import { checkedEnvironments } from "./environments";

if (!process.env.CDKTF_OUTDIR) {
  throw new Error(
    "CDKTF_OUTDIR must name a folder for stacks that nobody applies, got nothing; run `pnpm synth` to check and write them",
  );
}
disableStackTraces();
synthesize(build(checkedEnvironments(platforms)), { checks: [], warnings: [] });
