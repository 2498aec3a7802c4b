/** A policy that AWS maintains, as of one of its versions. All statements of the policies in use are Allows. */
export interface ManagedPolicy {
  /** Version that the statements are of, such as `v3`. */
  readonly version: string;
  /** Day on which AWS published the version. */
  readonly since: string;
  readonly statements: readonly ManagedStatement[];
}

interface ManagedStatement {
  /** Actions of a service, such as `ec2: CreateTags DescribeTags`. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | boolean | readonly string[]>>>>;
}
