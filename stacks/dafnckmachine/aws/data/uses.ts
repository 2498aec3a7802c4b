import type { IQueue } from "@modules/aws/messaging/queue";
import type { IRole } from "@modules/aws/security/role";
import type { IBucket } from "@modules/aws/storage/bucket";
import { INCOMING, PROCESSED } from "../uploads";

/** Data that services share, besides the database. A standby has no queues, because their consumers are in the primary region. */
export interface SharedData {
  readonly buckets: { readonly uploads: IBucket };
  /** @default none */
  readonly queues?: { readonly jobs: IQueue; readonly notifications: IQueue };
}

/** Environment variables with the bucket of uploads and the queues. */
export function sharedVariables({ buckets, queues }: SharedData): Record<string, string> {
  return {
    UPLOADS_BUCKET: buckets.uploads.name,
    ...(queues && { JOBS_QUEUE_URL: queues.jobs.url, NOTIFICATIONS_QUEUE_URL: queues.notifications.url }),
  };
}

/**
 * Allows a service to store uploads for the image processor, to read the processed images, and to send jobs and
 * notifications.
 */
export function grantSharedData({ buckets, queues }: SharedData, role: IRole): void {
  buckets.uploads.grantPut(role, INCOMING);
  buckets.uploads.grantRead(role, PROCESSED);
  queues?.jobs.grantSend(role);
  queues?.notifications.grantSend(role);
}
