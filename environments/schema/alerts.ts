/** Recipients of an environment's alarms. */
import { z } from "zod";
import { email } from "./fields";

export const alertsSchema = z.strictObject({
  /** Mailboxes that alarms notify; each must confirm its subscription once. */
  emails: z.array(email).min(1, { error: "must name at least one mailbox" }),
  /**
   * The owner's channel in Slack, which shows critical alerts and warnings. An administrator of the workspace must
   * authorize Amazon Q Developer in chat applications once, and invite it to the channel.
   * @default no channel
   */
  slack: z
    .strictObject({
      teamId: z.string().regex(/^T[A-Z0-9]{8,}$/, { error: "must be the id of a workspace, such as T012AB3C4" }),
      channelId: z.string().regex(/^[CG][A-Z0-9]{8,}$/, { error: "must be the id of a channel, such as C012AB3CD" }),
      /**
       * Name of the channel, which Google Cloud needs for its alerts. They also need the token of a Slack app, which
       * every plan reads from the environment variable `TF_VAR_slack_token`.
       * @default alerts of Google Cloud are only sent by mail
       */
      channelName: z
        .string()
        .regex(/^#[\w-]{1,80}$/, { error: "must be the name of a channel, such as #alerts" })
        .optional(),
    })
    .optional(),
  /**
   * Post critical alerts to a paging service, such as PagerDuty. Its URL contains a key, so every plan reads the URL
   * from the environment variable `TF_VAR_paging_endpoint`, and for Google Cloud the integration's key from
   * `TF_VAR_paging_key`.
   */
  paging: z.boolean().default(false),
});

export type SlackSettings = NonNullable<z.infer<typeof alertsSchema>["slack"]>;
