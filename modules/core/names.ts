/** Types of the tables of name limits; each cloud has a table. */

/** Area in which a name is unique. An account is an AWS account, a Google Cloud project or a Cloudflare zone. */
export type Scope = "global" | "account" | "region" | "none";

export interface NameLimits {
  /** Minimum number of characters. */
  readonly min: number;
  /** Maximum number of characters. */
  readonly max: number;
  /** Pattern of the whole name, its length included. */
  readonly pattern: RegExp;
  /** The pattern in words, to follow "must be". */
  readonly rule: string;
  /** Area in which the name is unique. @default "region" */
  readonly scope?: Scope;
  /**
   * Attributes that narrow the area: an ECS service's name is unique within its cluster. Paths in Terraform's JSON,
   * such as `metadata.namespace`.
   * @default none
   */
  readonly within?: readonly string[];
  /** Resource type that shares its names with this one. @default the resource's own type */
  readonly type?: string;
}

/** Limits that keep their defaults for most names. */
export type NameOptions = Pick<NameLimits, "scope" | "within" | "type">;

/**
 * Limits of a name; the lengths become part of the pattern and of the rule in words.
 *
 * @param words characters in words, such as `of a-z0-9-`
 * @param whole pattern of the name at any length
 */
export function limits(min: number, max: number, words: string, whole: string, options: NameOptions = {}): NameLimits {
  const lengths = min === max ? `${max}` : `${min} to ${max}`;
  return { min, max, pattern: new RegExp(`^(?=.{${min},${max}}$)${whole}$`), rule: `${lengths} ${words}`, ...options };
}
