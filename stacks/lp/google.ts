import type { App } from "cdktf";
import type { LpEnvironment } from "../../environments/lp/environment";
import { NetworkStack } from "../google-network";
import { SecurityStack } from "../google-security";
import { KubernetesStack } from "./google-kubernetes";

/** The stacks of an environment's part in Google Cloud, in the order they are applied. */
export function defineGoogle(app: App, environment: LpEnvironment): void {
  const { keys } = new SecurityStack(app, environment);
  const { vpc } = new NetworkStack(app, environment, { name: environment.platform });
  new KubernetesStack(app, environment, { vpc, keys });
}
