/** Regions, accounts and clouds in which names and quotas count. */
import type { Scope } from "@modules/core/names";
import type { Json } from "../json";
import type { Block } from "./blocks";
import { isExpression, isKnownText, list, nested, valuesAt } from "./values";

interface Cloud {
  readonly name: string;
  /** Account, project or cluster of a resource, in words. */
  readonly account: (provider: Json, block: Block) => string;
  /** Whether each region has its own names. */
  readonly regional: boolean;
}

const inCluster: Cloud = {
  name: "the cluster",
  // The expression of the cluster's endpoint identifies the cluster, in one stack or in several of an environment.
  account: (provider) => `cluster ${JSON.stringify(provider.host ?? provider.kubernetes?.host)}`,
  regional: false,
};

const CLOUDS: Readonly<Record<string, Cloud>> = {
  aws: { name: "AWS", account: ({ allowed_account_ids: ids }) => `account ${ids?.[0] ?? "(any)"}`, regional: true },
  google: { name: "Google Cloud", account: ({ project }) => `project ${project ?? "(any)"}`, regional: true },
  cloudflare: {
    name: "Cloudflare",
    account: (_, block) => `account ${identityAt(block, "account_id") || identityAt(block, "zone_id")}`,
    regional: false,
  },
  kubernetes: inCluster,
  helm: inCluster,
};

/** The region, account or cloud in which a resource's name or quota counts, in words. */
export function placeOf(block: Block, scope: Scope): string {
  const [type, provider] = providerOf(block);
  const { name, account, regional } = CLOUDS[type] ?? CLOUDS.aws!;
  if (scope === "global") {
    return `all of ${name}`;
  }
  const owner = account(provider ?? {}, block);
  return scope === "account" || !regional
    ? owner
    : `${block.attributes.region ?? provider?.region ?? "the region"} of ${owner}`;
}

/**
 * Region of an AWS resource: its own argument, or its provider's. An object of Kubernetes has that of the EKS cluster for
 * which its provider gets tokens. Undefined when only Terraform knows it.
 */
export function regionOf(block: Block): string | undefined {
  const [, provider] = providerOf(block);
  const words: Json[] = list(nested(provider?.exec).args);
  const ofCluster = words.includes("--region") ? words[words.indexOf("--region") + 1] : undefined;
  const region = block.attributes.region ?? provider?.region ?? ofCluster;
  return isKnownText(region) ? region : undefined;
}

/** The provider of a resource, and its configuration. */
function providerOf({ stack, type: resource, attributes }: Block): [type: string, configuration: Json] {
  const [type = "", alias] = String(attributes.provider ?? resource.split("_")[0]).split(".");
  return [type, stack.json.provider?.[type]?.find((one: Json) => one.alias === alias)];
}

/** First value at a path, with the stack's path if it is an expression: equal expressions of two stacks name different things. */
export function identityAt({ stack, attributes }: Block, path: string): string {
  const value = String(valuesAt(attributes, path)[0] ?? "");
  return isExpression(value) ? `${stack.stack.node.path} ${value}` : value;
}
