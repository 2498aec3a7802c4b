/** Configuration of HAProxy: https://docs.haproxy.org/3.0/configuration.html. */

/** A section with its lines, which are keywords and arguments as in the manual. */
export interface HaproxySection {
  readonly kind: "global" | "defaults" | "frontend" | "backend";
  /** Name of a frontend or backend; the other kinds have none. */
  readonly name?: string;
  readonly lines: readonly string[];
}

/**
 * Text of `haproxy.cfg`.
 *
 * @throws when a frontend uses a backend that no section has, or two sections have the same name
 * @example
 * haproxyCfg([
 *   { kind: "defaults", lines: ["mode http", "timeout connect 5s", "timeout client 50s", "timeout server 50s"] },
 *   { kind: "frontend", name: "public", lines: ["bind *:80", "default_backend web"] },
 *   { kind: "backend", name: "web", lines: ["server web1 10.0.10.20:3000 check"] },
 * ]);
 */
export function haproxyCfg(sections: readonly HaproxySection[]): string {
  const titles = sections.map(({ kind, name }) => [kind, name].filter((word) => word !== undefined).join(" "));
  const repeated = titles.find((title, index) => titles.indexOf(title) !== index);
  if (repeated !== undefined) {
    throw new Error(`haproxy.cfg: name must be unique, got ${repeated} twice`);
  }
  for (const line of sections.flatMap(({ lines }) => lines)) {
    const [, backend] = /^(?:use_backend|default_backend) (\S+)/.exec(line) ?? [];
    if (backend !== undefined && !titles.includes(`backend ${backend}`)) {
      throw new Error(`haproxy.cfg: ${line} must name a backend, got ${backend}; add a section for it`);
    }
  }
  return sections
    .map(({ lines }, index) => [titles[index], ...lines.map((line) => `    ${line}`), ""].join("\n"))
    .join("\n");
}
