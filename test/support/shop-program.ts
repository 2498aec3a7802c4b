/** Synthesizes one stack as `pnpm synth` does, with the mistake that the variable MISTAKE names, if any. */
import type { App, TerraformStack } from "cdktf";
import { main } from "../../app/main";
import { development } from "../../environments/lp/development";
import { owner } from "../../environments/lp/owner";
import { lpSchema } from "../../environments/lp/rules";
import { soundStack } from "./faults";

const MISTAKES: Readonly<Record<string, (stack: TerraformStack) => void>> = {
  "full disk": (stack) => {
    const onSynthesize = () => {
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    };
    Object.assign(stack, { [Symbol.for("cdktf/customSynthesis")]: { onSynthesize } });
  },
  "field of undefined": (stack) => (stack.node.tryGetContext("zones") as string[]).at(0),
  "forgotten promise": () => void Promise.reject(new Error("late")),
};

const file = { name: "development" as const, file: "environments/shop/development.ts", data: development };

function define(app: App): void {
  const stack = soundStack(app, "dns");
  MISTAKES[process.env.MISTAKE ?? ""]?.(stack);
}

process.exitCode = main([], [{ name: "shop", schema: lpSchema, owner, environments: [file], define }]);
