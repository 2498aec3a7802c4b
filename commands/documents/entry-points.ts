/** The public names that resources of a stack answer to, as far as they are known before an apply. */
import type { Json } from "@modules/checks/json";
import { isKnownText } from "@modules/checks/model/values";

export interface EntryPoint {
  readonly host: string;
  /** Such as `aws_cloudfront_distribution.app`. */
  readonly address: string;
}

export function entryPoints({ resource = {} }: Json): EntryPoint[] {
  const points = (type: string, namesOf: (values: Json) => unknown[]) =>
    Object.entries<Json>(resource[type] ?? {}).flatMap(([id, values]) =>
      namesOf(values)
        .filter(isKnownText)
        .map((host) => ({ host, address: `${type}.${id}` })),
    );
  const all = [
    ...points("aws_cloudfront_distribution", ({ aliases = [] }) => aliases),
    ...points("cloudflare_dns_record", (values) => (values.proxied === true ? [values.name] : [])),
    ...points("cloudflare_load_balancer", (values) => [values.name]),
    ...points("cloudflare_workers_route", (values) => [values.pattern]),
    ...points("aws_route53_record", (values) => (values.alias && !values.set_identifier ? [values.name] : [])),
  ];
  // A and AAAA records, and the distribution they lead to, are one entry point.
  return [...new Map(all.reverse().map((point) => [point.host, point])).values()].reverse();
}
