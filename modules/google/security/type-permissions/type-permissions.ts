/** Permissions that Terraform's calls for one type of resources need, such as `compute.networks.get`. */
export interface TypePermissions {
  /** A refresh, which a plan makes. */
  readonly read: readonly string[];
  readonly create: readonly string[];
  readonly update: readonly string[];
  readonly delete: readonly string[];
}

/** Permissions of a type, separated by spaces and without the service's prefix; those of other services have theirs after a colon. */
interface TypeNames {
  readonly read?: string;
  readonly create?: string;
  readonly update?: string;
  readonly delete?: string;
}

/** A type whose permissions are those of one noun: `get`, `create`, `update` and `delete`. */
export function noun(name: string, more: TypeNames = {}): TypeNames {
  return {
    read: `${name}.get ${more.read ?? ""}`,
    create: `${name}.create ${more.create ?? ""}`,
    update: `${name}.update ${more.update ?? ""}`,
    delete: `${name}.delete ${more.delete ?? ""}`,
  };
}

/** A type that writes one member of the IAM policy of a noun. */
export function member(name: string): TypeNames {
  const both = `${name}.getIamPolicy ${name}.setIamPolicy`;
  return { read: `${name}.getIamPolicy`, create: both, delete: both };
}

/**
 * The types of a service.
 *
 * @param waits permission with which the provider asks for the end of an operation
 */
export function service(
  prefix: string,
  types: Readonly<Record<string, TypeNames>>,
  waits = "",
): Record<string, TypePermissions> {
  const names = (text = "") =>
    text
      .split(" ")
      .filter((name) => name !== "")
      .map((name) => (name.startsWith(":") ? name.slice(1) : `${prefix}.${name}`));
  const waited = (text: string | undefined) => (text ? names(`${text} ${waits}`) : []);
  return Object.fromEntries(
    Object.entries(types).map(([type, { read, create, update, delete: remove }]) => [
      type,
      { read: names(read), create: waited(create), update: waited(update), delete: waited(remove) },
    ]),
  );
}
