/** Values that vendors reserve for documentation; a fresh clone has them in place of the owner's values. */
import { contains, isCidr } from "@modules/core/cidr";
import type { Owner } from "./owner";

export interface DocumentationValue {
  /** Path in the data. */
  readonly path: string;
  readonly value: string;
}

/** Documentation networks of RFC 5737. */
const DOCUMENTATION_NETWORKS = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"];

const PATTERNS = [
  // Accounts of the AWS documentation, alone or in an ARN; they include ids of one digit repeated twelve times.
  /(?<!\d)(111122223333|444455556666|777788889999|123456789012|(\d)\2{11})(?!\d)/,
  // The account of the Cloudflare API documentation.
  /^023e105f4ecef8ad9ca31a8372d0c353$/,
  // Google reserves no project ids for documentation; this prefix is a convention of this repository.
  /^example-/,
  // The billing account of the Google Cloud documentation.
  /^012345-567890-ABCDEF$/,
  // Workspaces and channels of the Slack API documentation.
  /^[CT]012AB3C/,
  // The repository of the GitHub API documentation.
  /^1296269$/,
  // The key of the AWS KMS documentation.
  /1234abcd-12ab-34cd-56ef-1234567890ab/,
  // Domains of RFC 2606, also in mail addresses and names of repositories.
  /(^|[@.])example\.(com|org|net)$/,
  /^example\//,
];

/** Account ids that the AWS documentation uses; environments of a fresh clone use some of them. */
export const DOCUMENTATION_ACCOUNTS: readonly string[] = [
  "111122223333",
  "123456789012",
  "444455556666",
  "777788889999",
  ...Array.from({ length: 9 }, (_, index) => String(index + 1).repeat(12)),
];

/** Every documentation value in the data, at any depth. */
export function documentationValues(data: unknown, path = ""): DocumentationValue[] {
  return stringsIn(data, path).filter(({ value }) => isDocumentation(value));
}

/** A documentation value with the place where the owner changes it. */
export interface PlacedValue extends DocumentationValue {
  /** Whether `path` is in the platform's `owner.ts`; otherwise it is in the environment's own file. */
  readonly inOwner: boolean;
}

/**
 * The documentation values of an environment. A value from the owner's values is reported with its path in `owner.ts`.
 *
 * @param except paths of the environment that may have documentation values
 */
export function placedDocumentationValues(
  environment: { readonly name: string },
  owner: Owner,
  except: readonly string[] = [],
): PlacedValue[] {
  const others = Object.keys(owner.environments).filter((name) => name !== environment.name);
  const own = documentationValues(owner);
  const placed = documentationValues(environment)
    .filter(({ path }) => !except.includes(path))
    .flatMap(({ path, value }): PlacedValue[] => {
      const sources = own.filter((source) => value === source.value || value.endsWith(`.${source.value}`));
      const nearest = sources.filter(
        (source) => !others.some((name) => source.path.startsWith(`environments.${name}.`)),
      );
      const fields = nearest.length > 0 ? nearest : sources;
      return fields.length > 0
        ? fields.map((field) => ({ ...field, inOwner: true }))
        : [{ path, value, inOwner: false }];
    });
  return placed.filter((one, index) => placed.findIndex(({ path }) => path === one.path) === index);
}

function stringsIn(data: unknown, path: string): DocumentationValue[] {
  if (typeof data === "string") {
    return [{ path, value: data }];
  }
  if (typeof data !== "object" || data === null) {
    return [];
  }
  return Object.entries(data).flatMap(([key, value]) => stringsIn(value, path ? `${path}.${key}` : key));
}

function isDocumentation(value: string): boolean {
  return (
    PATTERNS.some((pattern) => pattern.test(value)) ||
    (isCidr(value) && DOCUMENTATION_NETWORKS.some((network) => contains(network, value)))
  );
}
