import { aurora } from "./aws/aurora";
import { caches } from "./aws/caches";
import { compute } from "./aws/compute";
import { containers } from "./aws/containers";
import { databases } from "./aws/databases";
import { edge } from "./aws/edge";
import { identity } from "./aws/identity";
import { loadBalancing } from "./aws/load-balancing";
import { messaging } from "./aws/messaging";
import { network } from "./aws/network";
import { storage } from "./aws/storage";
import { cloudflare } from "./cloudflare";
import { googleCompute } from "./google/compute";
import { googleDatabases } from "./google/databases";
import { googleNetwork } from "./google/network";
import { googleStorage } from "./google/storage";
import { kubernetes } from "./kubernetes";
import { protection } from "./protection";
import type { Rule } from "./rule";

/** Every policy of this package. */
export const policies: readonly Rule[] = [
  ...network,
  ...loadBalancing,
  ...storage,
  ...messaging,
  ...databases,
  ...aurora,
  ...caches,
  ...compute,
  ...containers,
  ...identity,
  ...edge,
  ...cloudflare,
  ...googleDatabases,
  ...googleStorage,
  ...googleCompute,
  ...googleNetwork,
  ...kubernetes,
  ...protection,
];
