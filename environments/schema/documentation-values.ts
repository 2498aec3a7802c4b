/** Values that vendors reserve for documentation, which a fresh clone carries where only the owner knows the real one. */
import { contains, isCidr } from "@modules/core/cidr";

export interface DocumentationValue {
  /** Path in the environment file. */
  readonly path: string;
  readonly value: string;
}

/** RFC 5737 */
const DOCUMENTATION_NETWORKS = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"];

const PATTERNS = [
  // Accounts of the AWS documentation, alone or in an ARN; it writes one digit twelve times, too.
  /(?<!\d)(111122223333|444455556666|777788889999|123456789012|(\d)\2{11})(?!\d)/,
  // The account of the Cloudflare API documentation.
  /^023e105f4ecef8ad9ca31a8372d0c353$/,
  // Projects of no one: Google reserves none for documentation, so this is ours.
  /^example-/,
  // The key of the AWS KMS documentation.
  /1234abcd-12ab-34cd-56ef-1234567890ab/,
  // RFC 2606: example.com and its cousins, in addresses of people and repositories too.
  /(^|[@.])example\.(com|org|net)$/,
  /^example\//,
];

/** Every documentation value in the data, deep. */
export function documentationValues(data: unknown, path = ""): DocumentationValue[] {
  if (typeof data === "string") {
    return isDocumentation(data) ? [{ path, value: data }] : [];
  }
  if (typeof data !== "object" || data === null) {
    return [];
  }
  return Object.entries(data).flatMap(([key, value]) => documentationValues(value, path ? `${path}.${key}` : key));
}

function isDocumentation(value: string): boolean {
  return (
    PATTERNS.some((pattern) => pattern.test(value)) ||
    (isCidr(value) && DOCUMENTATION_NETWORKS.some((network) => contains(network, value)))
  );
}
