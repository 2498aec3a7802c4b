/** Configuration of Nginx: https://nginx.org/en/docs/beginners_guide.html#conf_structure. */

/** A directive, or a block when it contains directives. */
export interface NginxDirective {
  /** Name and arguments, such as `listen 443 ssl` or `location /api/`. */
  readonly text: string;
  /** Contents of the block. @default a simple directive */
  readonly block?: readonly (NginxDirective | string)[];
}

/**
 * Text of `nginx.conf`. A simple directive may be a string.
 *
 * @throws when a `limit_req` names a zone that no `limit_req_zone` defines
 * @example
 * nginxConf([
 *   { text: "events", block: ["worker_connections 1024"] },
 *   { text: "http", block: [{ text: "server", block: ["listen 80", "return 301 https://$host$request_uri"] }] },
 * ]);
 */
export function nginxConf(directives: readonly (NginxDirective | string)[]): string {
  const text = `${directives.flatMap((directive) => linesOf(directive, "")).join("\n")}\n`;
  const zones = [...text.matchAll(/limit_req_zone .*zone=(\w+):/g)].map(([, zone]) => zone);
  for (const [, zone] of text.matchAll(/limit_req zone=(\w+)/g)) {
    if (!zones.includes(zone)) {
      throw new Error(`nginx.conf: limit_req must name a limit_req_zone, got ${zone}; add the zone`);
    }
  }
  return text;
}

function linesOf(directive: NginxDirective | string, indent: string): string[] {
  const { text, block = undefined } = typeof directive === "string" ? { text: directive } : directive;
  return block === undefined
    ? [`${indent}${text};`]
    : [`${indent}${text} {`, ...block.flatMap((inner) => linesOf(inner, `${indent}    `)), `${indent}}`];
}
