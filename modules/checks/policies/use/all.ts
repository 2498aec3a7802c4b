import type { Rule } from "../rule";
import { backupsUse } from "./backups";
import { detectorsUse } from "./detectors";
import { failoverUse } from "./failover";
import { failuresUse } from "./failures";
import { googleUse } from "./google";
import { imagesUse } from "./images";
import { intakesUse } from "./intakes";
import { messagingUse } from "./messaging";
import { nodesUse } from "./nodes";
import { originsUse } from "./origins";
import { pipelinesUse } from "./pipelines";
import { reachUse } from "./reach";
import { secretsUse } from "./secrets";
import { sideDoorsUse } from "./side-doors";
import { storageUse } from "./storage";
import { watched } from "./watched";

/**
 * Rules that everything paid for has a producer and a consumer. They look at all stacks of an app together, so that
 * they are apart from the rules that hold for a single module.
 */
export const usePolicies: readonly Rule[] = [
  ...messagingUse,
  ...storageUse,
  ...intakesUse,
  ...secretsUse,
  ...reachUse,
  ...nodesUse,
  ...sideDoorsUse,
  ...googleUse,
  ...watched,
  ...backupsUse,
  ...detectorsUse,
  ...failoverUse,
  ...originsUse,
  ...failuresUse,
  ...imagesUse,
  ...pipelinesUse,
];
