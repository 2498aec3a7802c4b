import type { IKey } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import { AwsStack } from "../../base/aws-stack";
import { KEPT, type Replicated } from "./data/buckets";

export interface CopiesNeeds {
  /** The region's own. */
  readonly key: IKey;
}

/** Buckets of another region that receive copies; there before what is copied, which names them. */
export class CopiesStack extends AwsStack<FreeagenticsEnvironment> {
  readonly buckets: Replicated;

  constructor(scope: Construct, environment: FreeagenticsEnvironment, region: string, { key }: CopiesNeeds) {
    super(scope, environment, "copies", { region });
    const { backups, deletionProtection } = environment;
    const accessLogs = new LogBucket(this, "access-logs", {
      name: this.named(`freeagentics-access-logs-${region}`),
      deletionProtection,
    });
    const shared = { accessLogs, key, deletionProtection };
    this.buckets = {
      uploads: new Bucket(this, "uploads", { ...shared, name: this.named(`freeagentics-user-uploads-${region}`) }),
      backups: new Bucket(this, "backups", {
        ...shared,
        name: this.named(`freeagentics-backups-${region}`),
        expirationDays: backups.dumpRetentionDays,
        noncurrentExpirationDays: 7,
      }),
      sources: new Bucket(this, "sources", {
        ...shared,
        name: this.named(`freeagentics-source-backups-${region}`),
        // Copies arrive in the infrequent-access class.
        ...KEPT,
        transitionToIaDays: undefined,
      }),
    };
  }
}
