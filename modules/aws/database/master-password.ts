import type { IConstruct } from "constructs";
import type { IKey } from "../security/key";

/** A database whose master password RDS generates and keeps in a secret of its own. */
export interface IManagedPasswordDatabase extends IConstruct {
  readonly managedSecretArn: string;
  /** Key of the database, which also encrypts the secret. */
  readonly key: IKey;
}

/** A database whose master password a `MasterPasswordRotation` sets. */
export interface IRotatedPasswordDatabase extends IConstruct {
  readonly arn: string;
  readonly identifier: string;
  /** Whether the RDS API changes the password of an instance or of a cluster. */
  readonly rotates: "instance" | "cluster";
  /** Key of the database, which also encrypts the secret. */
  readonly key: IKey;
}
