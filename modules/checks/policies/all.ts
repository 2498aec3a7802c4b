import { cloudflare } from "./cloudflare";
import { compute } from "./compute";
import { database } from "./database";
import { edge } from "./edge";
import { googleData } from "./google-data";
import { googleNetwork } from "./google-network";
import { identity } from "./identity";
import { kubernetes } from "./kubernetes";
import { network } from "./network";
import { protection } from "./protection";
import type { Rule } from "./rule";
import { storage } from "./storage";

/** Every policy of this package. */
export const policies: readonly Rule[] = [
  ...network,
  ...storage,
  ...database,
  ...protection,
  ...compute,
  ...identity,
  ...edge,
  ...cloudflare,
  ...googleData,
  ...googleNetwork,
  ...kubernetes,
];
