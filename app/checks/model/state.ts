import type { Json } from "../../json";
import type { PreparedStack } from "../../prepare";

/** Names the state of a backend in words, or undefined where it cannot be told, as with workspaces chosen by tags. */
export function stateOf(backend: string, config: Json): string | undefined {
  switch (backend) {
    case "s3":
      return `s3://${config.bucket}/${config.key}`;
    case "gcs":
      return `gs://${config.bucket}/${config.prefix ?? ""}`;
    case "local":
      return config.path;
    case "cloud":
    case "remote":
      return (
        config.workspaces?.name &&
        `${config.hostname ?? "app.terraform.io"}/${config.organization}/${config.workspaces.name}`
      );
    default:
      return undefined;
  }
}

export function stateOfStack({ json: { terraform } }: PreparedStack): string | undefined {
  if (terraform?.cloud) {
    return stateOf("cloud", terraform.cloud);
  }
  const [backend] = Object.entries(terraform?.backend ?? {});
  return backend && stateOf(...backend);
}
