/** The form of the tables that hold the limits of names, a table for each cloud. */

/** Area in which a name is unique. An account is an AWS account, a Google Cloud project or a Cloudflare zone. */
export type Scope = "global" | "account" | "region" | "none";

export interface NameLimits {
  /** Least number of characters. */
  readonly min: number;
  /** Greatest number of characters. */
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

/** Limits that most names leave at their defaults. */
export type NameOptions = Pick<NameLimits, "scope" | "within" | "type">;

/**
 * Limits of a name, with the lengths put into the pattern and the words.
 *
 * @param words characters in words, such as `of a-z0-9-`
 * @param whole pattern of the name at any length
 */
export function limits(min: number, max: number, words: string, whole: string, options: NameOptions = {}): NameLimits {
  const lengths = min === max ? `${max}` : `${min} to ${max}`;
  return { min, max, pattern: new RegExp(`^(?=.{${min},${max}}$)${whole}$`), rule: `${lengths} ${words}`, ...options };
}
