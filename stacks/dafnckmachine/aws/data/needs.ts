import type { IConnectable } from "@modules/aws/network/connections";
import type { Vpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { Copies } from "./buckets";

/** What the data stack takes from earlier ones. */
export interface DataProps {
  readonly vpc: Vpc;
  /** Whose members may reach the database, the caches and the shared files. */
  readonly apiGroup: IConnectable;
  readonly key: IKey;
  readonly logsKey: IKey;
  /** Key of the region that copies of snapshots go to. @default no copies */
  readonly snapshotCopyKey?: IKey;
  /** Key of the standby's region, which gets copies of the secrets. @default no copies */
  readonly recoveryKey?: IKey;
  /** Buckets that objects are copied to. @default no copies */
  readonly copies?: Copies;
}
