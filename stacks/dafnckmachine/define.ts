import { validationZone } from "@modules/cloudflare/dns/validation";
import type { App } from "cdktf";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/schema";
import { replicationSourceOf } from "../parts/aws/postgres";
import { BootstrapStack } from "../shared/aws/bootstrap";
import { DnsStack } from "../shared/aws/dns";
import { RecordsStack } from "../shared/aws/records";
import { RegistryStack } from "../shared/aws/registry";
import { SecurityStack } from "../shared/aws/security";
import { ZoneStack } from "../shared/cloudflare/zone";
import { ComputeStack } from "./aws/compute";
import { ContainersStack } from "./aws/containers/stack";
import { CopiesStack } from "./aws/copies";
import { DataStack } from "./aws/data/stack";
import { DataReplicaStack } from "./aws/data-replica";
import { EdgeStack } from "./aws/edge";
import { FunctionsStack } from "./aws/functions";
import { KubernetesStack } from "./aws/kubernetes/stack";
import { LoadBalancingStack, ORIGINS } from "./aws/load-balancing";
import { NetworkStack } from "./aws/network";
import { defineStandby } from "./aws/standby";
import { CloudflareEdgeStack } from "./cloudflare/edge";
import { ControllersStack } from "./cluster/controllers";
import { ObservabilityStack } from "./cluster/observability/stack";
import { WorkloadsStack } from "./cluster/workloads/stack";
import { defineGoogle } from "./google/define";
import { IMAGES } from "./images";

/** The stacks of one environment, in the order they are applied. */
export function defineDafnckmachine(app: App, environment: DafnckmachineEnvironment): void {
  new BootstrapStack(app, environment);
  const { keys, alerts } = new SecurityStack(app, environment);
  const network = new NetworkStack(app, environment, { logsKey: keys.logs });
  const { zone } = new DnsStack(app, environment);
  // Before certificates, whose records nobody finds until the zone is delegated.
  const cloudflare = environment.cloudflare && new ZoneStack(app, environment, { delegated: zone });
  const regions = Object.fromEntries(
    Object.keys(environment.secondaryRegions).map((region) => {
      const { keys, alerts } = new SecurityStack(app, environment, region);
      const network = new NetworkStack(app, environment, { logsKey: keys.logs }, region);
      return [region, { keys, alerts, network }];
    }),
  );
  const { recovery } = environment;
  const recoveryPlace = recovery && regions[recovery.region];
  const { copyRegion } = environment.storage;
  const copyKey = copyRegion ? regions[copyRegion]?.keys.data : undefined;
  const copies = copyRegion && copyKey ? new CopiesStack(app, environment, copyRegion, { key: copyKey }) : undefined;
  const data = new DataStack(app, environment, {
    vpc: network.vpc,
    apiGroup: network.groups.api,
    key: keys.data,
    logsKey: keys.logs,
    snapshotCopyKey: copyKey,
    recoveryKey: recoveryPlace?.keys.data,
    copies: copies?.buckets,
  });
  const replicas: Record<string, DataReplicaStack> = {};
  for (const region of new Set(environment.database.replicas.map((replica) => replica.region))) {
    const place = regions[region] ?? { keys, alerts, network };
    replicas[region] = new DataReplicaStack(app, environment, region, {
      vpc: place.network.vpc,
      key: place.keys.data,
      logsKey: place.keys.logs,
      source: replicationSourceOf(data),
      alerts: place.alerts,
      client: place === recoveryPlace ? place.network.groups.api : undefined,
    });
  }
  // Before the one whose images it gets.
  const recoveryRegistry =
    recoveryPlace &&
    new RegistryStack(app, environment, { images: IMAGES, key: recoveryPlace.keys.data }, recovery.region);
  const registry = new RegistryStack(app, environment, {
    images: IMAGES,
    key: keys.data,
    copies: recoveryRegistry,
  });
  const { repositories } = registry;
  const loadBalancing = new LoadBalancingStack(app, environment, {
    vpc: network.vpc,
    zone,
    groups: network.groups,
    logsKey: keys.logs,
  });
  new ComputeStack(app, environment, {
    vpc: network.vpc,
    groups: network.groups,
    targetGroups: loadBalancing.targetGroups,
    repositories,
    keys,
  });
  new ContainersStack(app, environment, {
    vpc: network.vpc,
    groups: network.groups,
    keys,
    repositories,
    loadBalancing,
    data,
  });
  const { cluster, entry, cacheUrl } = new KubernetesStack(app, environment, {
    vpc: network.vpc,
    keys,
    zone,
    alerts,
    groups: network.groups,
    loadBalancer: loadBalancing.public,
    data,
  });
  const { mesh } = new ControllersStack(app, environment, { cluster, vpc: network.vpc });
  const workloads = new WorkloadsStack(app, environment, {
    cluster,
    zone,
    registry,
    mesh,
    entry,
    data: { ...data, cacheUrl },
  });
  const { observability } = environment;
  if (observability) {
    new ObservabilityStack(app, environment, observability, { cluster, alerts, workloads });
  }
  new FunctionsStack(app, environment, { key: keys.data, logsKey: keys.logs, vpc: network.vpc, data });
  const standby =
    recoveryPlace &&
    defineStandby(app, environment, recovery, {
      ...recoveryPlace,
      registry: recoveryRegistry!,
      replicas: replicas[recovery.region]!,
      zone,
      certificate: loadBalancing.certificate,
      data,
    });
  new RecordsStack(app, environment, {
    zone,
    labels: ORIGINS,
    healthCheck: { name: "hc-primary-region" },
    loadBalancer: loadBalancing.public,
    standby,
  });
  const { distributions } = new EdgeStack(app, environment, {
    zone,
    publicZone: cloudflare && validationZone(cloudflare.zone),
    staticAssets: data.buckets.staticAssets,
    logsKey: keys.logs,
  });
  if (cloudflare) {
    new CloudflareEdgeStack(app, environment, { zone: cloudflare.zone, distributions });
  }
  if (environment.google) {
    defineGoogle(app, environment, { zone });
  }
}
