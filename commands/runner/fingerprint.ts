/** Digests of the parts of a stack, by which two revisions are compared without their values. */
import { createHash } from "node:crypto";
import type { Json } from "@modules/checks/json";

export interface Fingerprint {
  /** Digests by address and by argument. */
  readonly resources: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Digests of the blocks that are no resources, by their kind: `data`, `output`, `provider`, ... */
  readonly sections: Readonly<Record<string, string>>;
}

/** Length of a digest. It is short, because a digest is compared only with that of the same argument in another revision. */
const LETTERS = 10;

export function fingerprintOf(json: Json): Fingerprint {
  const { resource = {}, ...sections } = json;
  const resources = Object.entries<Json>(resource).flatMap(([type, named]) =>
    Object.entries<Json>(named).map(([name, values]) => [`${type}.${name}`, digestsOf(values)] as const),
  );
  return { resources: Object.fromEntries(resources), sections: digestsOf(sections) };
}

function digestsOf(values: Json): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values)
      // cdktf keeps the paths of constructs there.
      .filter(([name, value]) => name !== "//" && value !== undefined)
      .map(([name, value]) => [name, createHash("sha256").update(sortedText(value)).digest("hex").slice(0, LETTERS)]),
  );
}

/** JSON text with sorted keys and without the metadata of cdktf. */
function sortedText(value: unknown): string {
  return JSON.stringify(value, (key, inner) =>
    key === "//"
      ? undefined
      : typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
  );
}
