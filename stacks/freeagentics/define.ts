import type { App } from "cdktf";
import type { FreeagenticsEnvironment } from "../../environments/freeagentics/schema";
import { replicationSourceOf } from "../parts/aws/postgres";
import { BootstrapStack } from "../shared/aws/bootstrap";
import { DnsStack } from "../shared/aws/dns";
import { RecordsStack } from "../shared/aws/records";
import { RegistryStack } from "../shared/aws/registry";
import { SecurityStack } from "../shared/aws/security";
import { ZoneStack } from "../shared/cloudflare/zone";
import { AccessStack } from "./aws/access";
import { BackupsStack } from "./aws/backups";
import { ComputeStack } from "./aws/compute/stack";
import { CopiesStack } from "./aws/copies";
import { DataStack } from "./aws/data/stack";
import { DataReplicaStack } from "./aws/data-replica";
import { EdgeStack } from "./aws/edge";
import { LoadBalancingStack, ORIGIN } from "./aws/load-balancing";
import { directPort, NetworkStack } from "./aws/network";
import { defineStandby } from "./aws/standby";
import { CloudflareEdgeStack } from "./cloudflare/edge";
import { IMAGES } from "./images";

/** Defines the stacks of one environment, in the order of their first apply. */
export function defineFreeagentics(app: App, environment: FreeagenticsEnvironment): void {
  const { account, recovery } = environment;
  new BootstrapStack(app, environment);
  const { keys, alerts } = new SecurityStack(app, environment);
  const network = new NetworkStack(app, environment, { logsKey: keys.logs });
  const { zone } = new DnsStack(app, environment);
  // ACM can validate certificates only once this zone delegates to the Route 53 zone.
  const cloudflare = environment.cloudflare && new ZoneStack(app, environment, { delegated: zone });
  const primary = { keys, alerts, network };
  const regions = Object.fromEntries(
    Object.keys(environment.secondaryRegions).map((region) => {
      const { keys, alerts } = new SecurityStack(app, environment, region);
      const network = new NetworkStack(app, environment, { logsKey: keys.logs }, region);
      return [region, { keys, alerts, network }];
    }),
  );
  const recoveryPlace = recovery && regions[recovery.region];
  const copies = recoveryPlace && new CopiesStack(app, environment, recovery.region, { key: recoveryPlace.keys.data });
  const data = new DataStack(app, environment, {
    ...dataProps(primary),
    recoveryKey: recoveryPlace?.keys.data,
    copies: copies?.buckets,
  });
  const replicas: Record<string, DataReplicaStack> = {};
  for (const region of new Set(environment.database.replicas.map((replica) => replica.region))) {
    replicas[region] = new DataReplicaStack(app, environment, region, {
      ...dataProps(regions[region] ?? primary),
      source: replicationSourceOf(data),
    });
  }
  // Replication needs its destination repositories first.
  const recoveryRegistry =
    recoveryPlace &&
    new RegistryStack(app, environment, { images: IMAGES, key: recoveryPlace.keys.data }, recovery.region);
  const { repositories } = new RegistryStack(app, environment, {
    images: IMAGES,
    key: keys.data,
    copies: recoveryRegistry,
  });
  const { vpc, groups } = network;
  const loadBalancing = new LoadBalancingStack(app, environment, { vpc, zone, groups, logsKey: keys.logs });
  new ComputeStack(app, environment, {
    vpc,
    groups,
    keys,
    targetGroup: loadBalancing.targetGroup,
    loadBalancer: loadBalancing.public,
    repository: repositories["freeagentics/app"],
    data: {
      database: data.database,
      readers: Object.values(replicas[account.region]?.replicas ?? {}).map(({ address }) => address),
      secret: data.secrets.database,
      cache: data.cache,
      uploads: data.buckets.uploads,
    },
  });
  new BackupsStack(app, environment, { vpc, keys, data, repository: repositories["freeagentics/backup"] });
  new AccessStack(app, environment, { vpc, groups, keys, zone });
  const standby =
    recoveryPlace &&
    defineStandby(app, environment, recovery, {
      ...recoveryPlace,
      registry: recoveryRegistry!,
      replica: replicas[recovery.region]!,
      copies: copies!,
      zone,
      certificate: loadBalancing.certificate,
      data,
    });
  new RecordsStack(app, environment, {
    zone,
    labels: [ORIGIN],
    // Three failures at 10 s intervals detect the loss of a region within half a minute.
    healthCheck: { name: "freeagentics-primary", port: directPort(environment), intervalSeconds: 10 },
    loadBalancer: loadBalancing.public,
    standby,
  });
  new EdgeStack(app, environment, {
    zone,
    certificate: loadBalancing.certificate,
    static: data.buckets.static,
    logsKey: keys.logs,
  });
  if (cloudflare) {
    new CloudflareEdgeStack(app, environment, { zone: cloudflare.zone, origin: `${ORIGIN}.${zone.name}` });
  }
}

/** Props that the database and cache stacks of a region share. */
function dataProps({
  keys,
  alerts,
  network,
}: Pick<SecurityStack, "keys" | "alerts"> & { readonly network: NetworkStack }) {
  return { vpc: network.vpc, key: keys.data, logsKey: keys.logs, alerts, client: network.groups.app };
}
