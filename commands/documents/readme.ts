import type { Platform } from "../../stacks/base/platform";

/**
 * The README, whose table of platforms lists the environments of each.
 *
 * @throws when the table has no row for a platform
 */
export function readme(text: string, platforms: readonly Pick<Platform, "name" | "environments">[]): string {
  return platforms.reduce((current, { name, environments }) => {
    const row = new RegExp(`^(\\| \\[[^\\]]+\\]\\(stacks/${name}/README\\.md\\) \\| )[^|]*( \\|)`, "m");
    if (!row.test(current)) {
      throw new Error(
        `README.md: the table of platforms must have a row for ${name}, got none; begin it with | [name](stacks/${name}/README.md) |`,
      );
    }
    const links = environments.map((one) => `[${one.name}](${one.file})`).join(", ");
    return current.replace(row, (_, before, after) => `${before}${links}${after}`);
  }, text);
}
