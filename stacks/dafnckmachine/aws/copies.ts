import type { IKey } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { AwsStack } from "../../base/aws-stack";

export interface CopiesProps {
  /** The region's own. */
  readonly key: IKey;
}

/** Buckets of another region that receive copies; there before what is copied, which names them. */
export class CopiesStack extends AwsStack<DafnckmachineEnvironment> {
  readonly buckets: { readonly backups: Bucket; readonly data: Bucket };

  constructor(scope: Construct, environment: DafnckmachineEnvironment, region: string, { key }: CopiesProps) {
    super(scope, environment, "copies", { region });
    const { deletionProtection } = environment;
    const accessLogs = new LogBucket(this, "access-logs", {
      name: this.named(`dafnckmachine-access-logs-${region}`),
      deletionProtection,
    });
    const shared = { accessLogs, key, deletionProtection };
    this.buckets = {
      backups: new Bucket(this, "backups", {
        ...shared,
        name: this.named("dafnckmachine-backup-west"),
        // Copies arrive in the infrequent-access class.
        transitionToGlacierDays: 90,
        expirationDays: 2555,
      }),
      data: new Bucket(this, "data", { ...shared, name: this.named(`dafnck-machine-data-${region}`) }),
    };
  }
}
