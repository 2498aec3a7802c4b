import type { App } from "cdktf";
import type { PhoenixRooivalkEnvironment } from "../../environments/phoenix-rooivalk/environment";
import { BootstrapStack } from "../bootstrap";
import { DnsStack } from "../dns";
import { SecurityStack } from "../security";
import { ManagementStack } from "./management";
import { NetworkStack } from "./network";

/** The stacks of one environment, in the order they are applied. */
export function definePhoenixRooivalk(app: App, environment: PhoenixRooivalkEnvironment): void {
  new BootstrapStack(app, environment);
  const { keys } = new SecurityStack(app, environment);
  const network = new NetworkStack(app, environment, { logsKey: keys.logs });
  new ManagementStack(app, environment, { vpc: network.vpc, keys });
  new DnsStack(app, environment);
}
