import { access } from "./aws/access";
import { aurora } from "./aws/aurora";
import { buckets } from "./aws/buckets";
import { caches } from "./aws/caches";
import { cdn } from "./aws/cdn";
import { compute } from "./aws/compute";
import { containers } from "./aws/containers";
import { databases } from "./aws/databases";
import { dynamodb } from "./aws/dynamodb";
import { firewalls } from "./aws/firewalls";
import { identity } from "./aws/identity";
import { loadBalancing } from "./aws/load-balancing";
import { logs } from "./aws/logs";
import { messaging } from "./aws/messaging";
import { network } from "./aws/network";
import { operations } from "./aws/operations";
import { parameterGroups } from "./aws/parameter-groups";
import { resourcePolicies } from "./aws/resource-policies";
import { secrets } from "./aws/secrets";
import { storage } from "./aws/storage";
import { cloudflareTraffic } from "./cloudflare/traffic";
import { cloudflareZones } from "./cloudflare/zones";
import { pipelines } from "./delivery/pipelines";
import { googleClusters } from "./google/clusters";
import { googleCompute } from "./google/compute";
import { googleDatabases } from "./google/databases";
import { googleLoadBalancing } from "./google/load-balancing";
import { googleNetwork } from "./google/network";
import { googleOperations } from "./google/operations";
import { googleSql } from "./google/sql";
import { googleStorage } from "./google/storage";
import { charts } from "./kubernetes/charts";
import { objects } from "./kubernetes/objects";
import { workloads } from "./kubernetes/workloads";
import { protection } from "./protection";
import type { Rule } from "./rule";

/** Every policy of this package. */
export const policies: readonly Rule[] = [
  ...network,
  ...loadBalancing,
  ...buckets,
  ...storage,
  ...messaging,
  ...databases,
  ...aurora,
  ...parameterGroups,
  ...dynamodb,
  ...secrets,
  ...caches,
  ...compute,
  ...containers,
  ...identity,
  ...resourcePolicies,
  ...access,
  ...operations,
  ...logs,
  ...cdn,
  ...firewalls,
  ...cloudflareZones,
  ...cloudflareTraffic,
  ...googleSql,
  ...googleDatabases,
  ...googleStorage,
  ...googleCompute,
  ...googleLoadBalancing,
  ...googleClusters,
  ...googleNetwork,
  ...googleOperations,
  ...workloads,
  ...objects,
  ...charts,
  ...pipelines,
  ...protection,
];
