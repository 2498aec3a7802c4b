import type { App } from "cdktf";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import { FRONT_ENDS, NetworkStack } from "../google-network";
import { SecurityStack } from "../google-security";
import { ComputeStack } from "./google-compute";
import { DataStack } from "./google-data";

/** The stacks of an environment's part in Google Cloud, in the order they are applied. */
export function defineGoogle(app: App, environment: DafnckmachineEnvironment): void {
  const { keys } = new SecurityStack(app, environment, { multiRegion: "us" });
  const { vpc } = new NetworkStack(app, environment, { name: "vpc-network", firewall: FIREWALL });
  const data = new DataStack(app, environment, {
    privateServices: vpc.privateServices!,
    keys: { data: keys.data, multiRegion: keys.multiRegion! },
  });
  new ComputeStack(app, environment, { subnet: vpc.subnet("instances"), key: keys.data, data });
}

/** Web servers have no addresses of their own: who calls them, and asks for their health, are Google's front ends. */
const FIREWALL = {
  http: {
    description: "Load balancers and health checks to web servers",
    ports: [80],
    from: { cidrs: FRONT_ENDS },
    to: { tags: ["http-server"] },
  },
  https: {
    description: "Load balancers and health checks to web servers, encrypted",
    ports: [443],
    from: { cidrs: FRONT_ENDS },
    to: { tags: ["https-server"] },
  },
  api: {
    description: "Load balancers and health checks to API servers",
    ports: [3000],
    from: { cidrs: FRONT_ENDS },
    to: { tags: ["api-server"] },
  },
};
