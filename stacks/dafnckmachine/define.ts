import type { App } from "cdktf";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import { NetworkStack } from "./network";

/** The stacks of one environment, in the order they are applied. */
export function defineDafnckmachine(app: App, environment: DafnckmachineEnvironment): void {
  new NetworkStack(app, environment);
  for (const region of Object.keys(environment.secondaryRegions)) {
    new NetworkStack(app, environment, region);
  }
}
