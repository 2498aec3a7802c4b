/** The backend that stores and locks the states of an environment. */
import { z } from "zod";

const s3State = z.strictObject({
  backend: z.literal("s3"),
  /** State bucket, which the environment's `bootstrap` stack creates. Its name must be unique in all of AWS. */
  bucket: z.string().regex(/^[a-z0-9][a-z0-9-]{1,56}[a-z0-9]$/, {
    error:
      "must be 3 to 58 lower-case letters, digits and inner hyphens, as the bucket of its logs has -logs after it; rename it",
  }),
  /**
   * ARN of the key that encrypts the state, as the bootstrap command prints it. Without it, the backend's `encrypt`
   * argument would request S3's own key, which the bucket's policy denies.
   */
  keyArn: z.string().regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]{36}$/, {
    error: "must be the ARN of a KMS key; take the one that pnpm bootstrap prints",
  }),
  /** DynamoDB table that holds the state locks; the `bootstrap` stack creates it, too. */
  lockTable: z.string().regex(/^[\w.-]{3,255}$/, {
    error: "must be 3 to 255 letters, digits, dots, hyphens and underscores; rename it",
  }),
  /**
   * Also lock with an object beside the state. Terraform deprecated table locks in 1.11, so both locks are used
   * until the table can be removed.
   */
  lockFile: z.boolean().default(true),
});

const hcpState = z.strictObject({
  backend: z.literal("hcp"),
  /** HCP Terraform organization; it has a workspace for each stack, named after it. */
  organization: z.string(),
  /** Project of the workspaces, which the stack `hcp-workspaces` creates. Only this environment may use it. */
  project: z.string().regex(/^[\w][\w -]{1,38}[\w]$/, {
    error: "must be the name of a project, 3 to 40 letters, digits, spaces, hyphens and underscores",
  }),
  /**
   * Pool of agents in the environment's network, which run the stacks inside clusters.
   * @default none: these stacks run on the machine of whoever starts them
   */
  agentPool: z.string().optional(),
  /** Teams that approve applies. They need a paid edition. @default only the owners of the organization */
  approvers: z.array(z.string()).default([]),
  /** Apply a successful plan without a person's approval. @default false */
  autoApply: z.boolean().default(false),
  /**
   * Post to Slack when a run waits for a person or fails, and when there is drift. The webhook is in
   * TF_VAR_run_notifications.
   * @default false
   */
  notifications: z.boolean().default(false),
});

export const stateSchema = z.discriminatedUnion("backend", [s3State, hcpState]);

export type S3State = z.infer<typeof s3State>;
export type HcpState = z.infer<typeof hcpState>;
