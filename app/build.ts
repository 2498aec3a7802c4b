import type { Progress } from "@modules/checks/prepare";
import { App } from "cdktf";
import type { CheckedEnvironment } from "./environments";

/** Creates the app with the stacks of the environments. */
export function build(
  environments: readonly CheckedEnvironment[],
  outdir = process.env.CDKTF_OUTDIR ?? "cdktf.out",
  progress: Progress = () => {},
): App {
  const app = new App({ outdir, stackTraces: false });
  for (const { platform, environment } of environments) {
    progress(`Building ${platform.name} ${environment.name}`);
    platform.define(app, environment);
  }
  return app;
}
