/** Public names, and the resources that they lead to. */
import type { Block } from "@modules/checks/model/blocks";
import type { ResourceGraph } from "@modules/checks/model/resources";
import { isKnownText, list, nested } from "@modules/checks/model/values";

export interface PublicName {
  readonly host: string;
  readonly record: Block;
  /** Whether Cloudflare's proxy answers. */
  readonly isProxied: boolean;
  /** Names and references that the record points to. */
  readonly values: readonly unknown[];
}

/** Records of public zones, and load balancers of Cloudflare, which answer to a name themselves. */
export function publicNames(graph: ResourceGraph): PublicName[] {
  const inRoute53 = graph
    .of("aws_route53_record")
    .filter((record) => graph.targets(record, "zone_id").every(({ attributes }) => !attributes.vpc))
    .map(
      (record): PublicName => ({
        host: String(record.attributes.name),
        record,
        isProxied: false,
        values: [nested(record.attributes.alias).name, ...list(record.attributes.records)],
      }),
    );
  const inCloudflare = graph.of("cloudflare_dns_record").map(
    (record): PublicName => ({
      host: String(record.attributes.name),
      record,
      isProxied: record.attributes.proxied === true,
      values: [record.attributes.content],
    }),
  );
  const balancers = graph.of("cloudflare_load_balancer").map((record): PublicName => {
    const pools = ["default_pools", "fallback_pool"].flatMap((path) => graph.targets(record, path));
    return {
      host: String(record.attributes.name),
      record,
      isProxied: true,
      values: [...new Set(pools)].flatMap((pool) => list(pool.attributes.origins).map(({ address }) => address)),
    };
  });
  return [...inRoute53, ...inCloudflare, ...balancers].filter(({ host }) => isKnownText(host));
}

/** Types that a name can end at. */
const ENDS =
  /^(aws_(lb|cloudfront_distribution|s3_bucket|apigatewayv2_\w+|lambda_function_url)|google_compute_\w*(address|forwarding_rule))$/;

export type Resolve = (from: Block, value: unknown) => Block[];

/** A function that follows names and references to resources. */
export function resolver(graph: ResourceGraph, names: readonly PublicName[]): Resolve {
  const follow = (from: Block, value: unknown, seen: ReadonlySet<string>): Block[] => {
    if (isKnownText(value)) {
      return seen.has(value)
        ? []
        : names
            .filter(({ host }) => host === value)
            .flatMap(({ record, values }) => values.flatMap((one) => follow(record, one, new Set([...seen, value]))));
    }
    const target = graph.target(from.stack, value);
    return target && ENDS.test(target.type) ? [target] : [];
  };
  return (from, value) => [...new Set(follow(from, value, new Set()))];
}
