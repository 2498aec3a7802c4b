import type { IVpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";

/** What the data stack takes from earlier ones. */
export interface DataNeeds {
  readonly vpc: IVpc;
  readonly key: IKey;
  readonly logsKey: IKey;
  /** Key of the replica's region, which gets a copy of the database's credentials. @default no copy */
  readonly replicaKey?: IKey;
}
