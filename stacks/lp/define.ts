import type { App } from "cdktf";
import type { LpEnvironment } from "../../environments/lp/environment";
import { DnsStack } from "../dns";
import { RegistryStack } from "../registry";
import { SecurityStack } from "../security";
import { addBootstrap } from "./bootstrap";
import { ControllersStack } from "./controllers";
import { DataStack } from "./data";
import { DataReplicaStack } from "./data-replica";
import { EdgeStack } from "./edge";
import { IMAGES } from "./images";
import { KubernetesStack } from "./kubernetes";
import { LoadBalancingStack } from "./load-balancing";
import { NetworkStack } from "./network";
import { ObservabilityStack } from "./observability";

/** The stacks of one environment, in the order they are applied. */
export function defineLp(app: App, environment: LpEnvironment): void {
  addBootstrap(app, environment);
  const { keys, alerts } = new SecurityStack(app, environment);
  const { vpc } = new NetworkStack(app, environment, { logsKey: keys.logs });
  const { zone } = new DnsStack(app, environment);
  const regions = Object.fromEntries(
    Object.keys(environment.secondaryRegions).map((region) => {
      const { keys, alerts } = new SecurityStack(app, environment, region);
      const { vpc } = new NetworkStack(app, environment, { logsKey: keys.logs }, region);
      return [region, { keys, alerts, vpc }];
    }),
  );
  const { replica } = environment.database;
  const place = replica && regions[replica.region];
  const data = new DataStack(app, environment, {
    vpc,
    key: keys.data,
    logsKey: keys.logs,
    replicaKey: place?.keys.data,
  });
  const { global } = data.database;
  if (replica && place && global) {
    new DataReplicaStack(app, environment, replica, {
      global,
      vpc: place.vpc,
      key: place.keys.data,
      logsKey: place.keys.logs,
      alerts: place.alerts,
    });
  }
  new RegistryStack(app, environment, { images: IMAGES, key: keys.data });
  const { cluster } = new KubernetesStack(app, environment, { vpc, keys, zone, alerts, data });
  new LoadBalancingStack(app, environment, { vpc, zone, cluster });
  new ControllersStack(app, environment, { cluster, vpc });
  new ObservabilityStack(app, environment, { cluster, alerts, database: data.database });
  new EdgeStack(app, environment, { zone, assets: data.assets, logsKey: keys.logs });
}
