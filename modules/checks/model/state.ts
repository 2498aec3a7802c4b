/** The states that stacks write and read. */
import type { Json } from "../json";
import type { PreparedStack } from "../prepare";
import type { Block } from "./blocks";

/** Address of a backend's state in words, or undefined where the configuration does not tell, as with workspaces chosen by tags. */
function stateOf(backend: string, config: Json): string | undefined {
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

/** Address of the state that a stack writes. */
export function stateOfStack({ json: { terraform } }: Pick<PreparedStack, "json">): string | undefined {
  if (terraform?.cloud) {
    return stateOf("cloud", terraform.cloud);
  }
  const [backend] = Object.entries(terraform?.backend ?? {});
  return backend && stateOf(...backend);
}

/** Whether the block is a `terraform_remote_state` data source. */
export function isRemoteState({ kind, type }: Block): boolean {
  return kind === "data" && type === "terraform_remote_state";
}

/** Address of the state that a `terraform_remote_state` data source reads. */
export function stateRead({ attributes: { backend, config } }: Pick<Block, "attributes">): string | undefined {
  return stateOf(backend, config ?? {});
}

/** The stacks by the address of their state. */
export function producersByState<S extends Pick<PreparedStack, "json">>(stacks: readonly S[]): Map<string, S> {
  return new Map(stacks.map((stack) => [String(stateOfStack(stack)), stack]));
}
