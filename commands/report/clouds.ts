/** Clouds by the prefix of their resource types. */
export type Cloud = "aws" | "google" | "cloudflare" | "kubernetes" | "other";

const CLOUDS: Readonly<Record<string, Cloud>> = {
  aws: "aws",
  cloudflare: "cloudflare",
  google: "google",
  helm: "kubernetes",
  kubernetes: "kubernetes",
};

/** The cloud of a resource type. */
export function cloudOf(type: string): Cloud {
  return CLOUDS[type.split("_")[0]!] ?? "other";
}

/** The cloud with the most resources. */
export function mainCloud(counts: Readonly<Partial<Record<Cloud, number>>>): Cloud {
  const [first] = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return (first?.[0] ?? "other") as Cloud;
}

export function countByCloud(types: readonly string[]): Partial<Record<Cloud, number>> {
  const counts: Partial<Record<Cloud, number>> = {};
  for (const type of types) {
    counts[cloudOf(type)] = (counts[cloudOf(type)] ?? 0) + 1;
  }
  return counts;
}
