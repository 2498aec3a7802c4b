/**
 * Address of a container image: `<repository>:<tag>`, or `<repository>@<digest>` for a digest such as `sha256:...`.
 *
 * @param repository address of the repository, without a tag
 */
export function imageAddress(repository: string, tag: string): string {
  return `${repository}${tag.startsWith("sha256:") ? "@" : ":"}${tag}`;
}
