/** A pattern in which `*` stands for any characters, and everything else for itself. */
export function glob(pattern: string): RegExp {
  return new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`);
}

/** A pattern of an IAM policy, in which `?` also stands for one character. */
export function iamGlob(pattern: string, { ignoreCase = false } = {}): RegExp {
  const parts = pattern.split("*").map((part) => part.split("?").map(escaped).join("."));
  return new RegExp(`^${parts.join(".*")}$`, ignoreCase ? "is" : "s");
}

function escaped(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
}
