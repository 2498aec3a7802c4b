import type { App } from "cdktf";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import { BootstrapStack } from "../bootstrap";
import { DnsStack } from "./dns";
import { NetworkStack } from "./network";
import { SecurityStack } from "./security";

/** The stacks of one environment, in the order they are applied. */
export function defineDafnckmachine(app: App, environment: DafnckmachineEnvironment): void {
  new BootstrapStack(app, environment);
  const { keys } = new SecurityStack(app, environment);
  const network = new NetworkStack(app, environment, { logsKey: keys.logs });
  const { zone } = new DnsStack(app, environment);

  for (const region of Object.keys(environment.secondaryRegions)) {
    const { keys } = new SecurityStack(app, environment, region);
    const { vpc } = new NetworkStack(app, environment, { logsKey: keys.logs }, region);
  }
}
