/** How limits of names are written down, for every cloud. */

/** Where a name can be had only once; attributes are those of Terraform's JSON, `metadata.name` one in a block. What an account is, is each cloud's own: a Google project, a Cloudflare zone. */
export type Scope = "global" | "account" | "region" | "none";

export interface NameLimits {
  readonly min: number;
  readonly max: number;
  /** The whole rule, lengths included. */
  readonly pattern: RegExp;
  /** The rule in words, after "must be". */
  readonly rule: string;
  /** @default "region" */
  readonly scope?: Scope;
  /** Attributes whose values the name is unique within, such as the cluster of a service. @default none */
  readonly within?: readonly string[];
  /** Type whose names these share. @default its own */
  readonly type?: string;
}

export type NameOptions = Pick<NameLimits, "scope" | "within" | "type">;

/** @param whole pattern of a name of any length */
export function limits(min: number, max: number, words: string, whole: string, options: NameOptions = {}): NameLimits {
  const lengths = min === max ? `${max}` : `${min} to ${max}`;
  return { min, max, pattern: new RegExp(`^(?=.{${min},${max}}$)${whole}$`), rule: `${lengths} ${words}`, ...options };
}
