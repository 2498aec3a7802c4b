import type { BackupTag } from "@modules/aws/backup/backup-plan";
import type { Environment } from "../../../environments/schema/environment";

/** Tag of the volumes of pods in the environment's clusters, by which the backup plan selects them. */
export function volumeTag({ platform, nameSuffix }: Environment): BackupTag {
  return { tag: "BackupPlan", value: `${platform}-daily-volumes${nameSuffix}` };
}
