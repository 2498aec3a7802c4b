/** Calls of one type of resources, as IAM actions such as `ec2:DescribeVpcs`. */
export interface TypeActions {
  /**
   * Actions with which a plan refreshes resources. They must return configuration only; statements limit those that can
   * also return data.
   */
  readonly read: readonly string[];
  readonly create: readonly string[];
  readonly update: readonly string[];
  readonly delete: readonly string[];
  /** Services whose service-linked role AWS creates with the first resource, such as `rds.amazonaws.com`. */
  readonly linkedRoles: readonly string[];
  /** Services to which the caller passes a role, such as `lambda.amazonaws.com`, with the permission `iam:PassRole`. */
  readonly passesTo: readonly string[];
}

/** Actions of a type, separated by spaces. Actions of the type's own service have no prefix. */
interface TypeNames {
  readonly read?: string;
  readonly create?: string;
  readonly update?: string;
  readonly delete?: string;
  readonly linkedRoles?: string;
  readonly passesTo?: string;
}

/** Actions on tags, for all types of a service. */
interface TagNames {
  readonly read?: string;
  readonly write?: string;
}

/** The types of a service. @param page page that lists the service's actions */
export function service(
  prefix: string,
  page: string,
  tags: TagNames,
  types: Readonly<Record<string, TypeNames>>,
): Readonly<Record<string, TypeActions>> {
  const actions = (...names: readonly (string | undefined)[]) =>
    names
      .flatMap((text) => (text ? text.split(" ") : []))
      .map((name) => (name.includes(":") ? name : `${prefix}:${name}`));
  if (!page.startsWith("https://docs.aws.amazon.com/")) {
    throw new Error(`${prefix}: page must be a page of AWS, got ${page}`);
  }
  return Object.fromEntries(
    Object.entries(types).map(([type, { read, create, update, delete: remove, linkedRoles, passesTo }]) => [
      type,
      {
        read: actions(read, read && tags.read),
        create: actions(create, create && tags.write, passesTo && "iam:PassRole"),
        update: actions(update, create && tags.write, passesTo && "iam:PassRole"),
        delete: actions(remove),
        linkedRoles: linkedRoles?.split(" ") ?? [],
        passesTo: passesTo?.split(" ") ?? [],
      },
    ]),
  );
}
