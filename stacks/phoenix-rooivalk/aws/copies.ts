import type { IKey } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../environments/phoenix-rooivalk/schema";
import { AwsStack } from "../../base/aws-stack";
import { type BucketName, bucketSettings } from "./data/bucket-settings";
import { staticAssetsAccess } from "./data/buckets";

export interface CopiesProps {
  /** Key in the buckets' region. */
  readonly key: IKey;
}

/** Destination buckets of the S3 replication, in another region. The data stack refers to them, so they are applied first. */
export class CopiesStack extends AwsStack<PhoenixRooivalkEnvironment> {
  readonly buckets: Readonly<Record<BucketName, Bucket>>;

  constructor(scope: Construct, environment: PhoenixRooivalkEnvironment, { key }: CopiesProps, region: string) {
    super(scope, environment, "copies", { region });
    const accessLogs = new LogBucket(this, "access-logs", {
      name: this.named(`phoenix-rooivalk-access-logs-${region}`),
      deletionProtection: environment.deletionProtection,
    });
    this.buckets = Object.fromEntries(
      Object.entries(bucketSettings(environment)).map(([id, settings]) => {
        const name = `${settings.name}-${region}`;
        // CloudFront reads the copy of the static assets while the bucket in the primary region is unavailable.
        const access = id === "static-assets" ? staticAssetsAccess(this, name) : { key };
        return [id, new Bucket(this, id, { ...settings, name, accessLogs, ...access })];
      }),
    ) as Record<BucketName, Bucket>;
  }
}
