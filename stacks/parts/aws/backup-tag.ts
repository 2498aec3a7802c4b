import type { BackupTag } from "@modules/aws/backup/backup-plan";
import type { Environment } from "../../../environments/schema/environment";

/** Tag of the volumes that pods of the environment's clusters claim; the plan for volumes selects by it. */
export function volumeTag({ platform, nameSuffix }: Environment): BackupTag {
  return { tag: "BackupPlan", value: `${platform}-daily-volumes${nameSuffix}` };
}
