import type { IConstruct } from "constructs";
import type { IKey } from "../security/key";

/** A server, or a cluster of them, and the user who owns it. */
export interface IMasterUser extends IConstruct {
  readonly arn: string;
  readonly identifier: string;
  readonly kind: "instance" | "cluster";
  /** Encrypts it, and what belongs to it. */
  readonly key: IKey;
  /** ARN of the secret RDS keeps the password in; absent when it is `rotated`. */
  readonly managedSecretArn: string | undefined;
}
