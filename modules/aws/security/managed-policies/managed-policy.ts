/** One version of a policy that AWS maintains. All policies in use have only `Allow` statements. */
export interface ManagedPolicy {
  /** Version of the statements, such as `v3`. */
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
