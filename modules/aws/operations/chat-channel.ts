import {
  ChatbotSlackChannelConfiguration,
  type ChatbotSlackChannelConfigurationConfig,
} from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { checkLength, checkPattern } from "@modules/core/checks";
import { Construct } from "constructs";
import { managedPolicyArn } from "../account";
import { Role } from "../security/role";

export interface ChatChannelProps {
  /** 1 to 128 of `A-Za-z0-9_-`, unique in the account; also the name of the role. */
  readonly name: string;

  /** Id of the Slack workspace, which an administrator has authorized in the console of Amazon Q Developer. */
  readonly teamId: string;

  /** Id of the channel, the last part of its link. An account has one configuration for a channel. */
  readonly channelId: string;

  /** ARNs of the topics that the channel shows, of any region, at least one. */
  readonly topics: readonly string[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ChatbotSlackChannelConfigurationConfig>;
}

/** Region of the API; the channel shows topics of every region. https://docs.aws.amazon.com/general/latest/gr/chatbot.html */
export const CHAT_REGION = "us-west-2";

/**
 * A Slack channel that shows alarms with their graphs. Its members may read CloudWatch from the channel and nothing
 * else. A topic with a customer key needs no permission for it, because SNS decrypts before it delivers.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html
 */
export class ChatChannel extends Construct {
  constructor(scope: Construct, id: string, props: ChatChannelProps) {
    super(scope, id);
    const { name, teamId, channelId, topics, overrides } = props;
    checkPattern(this, "name", name, /^[\w-]{1,128}$/, "1 to 128 of A-Za-z0-9_-");
    checkPattern(this, "teamId", teamId, /^T[A-Z0-9]{8,}$/, "the id of a workspace, such as T012AB3C4");
    checkPattern(this, "channelId", channelId, /^[CG][A-Z0-9]{8,}$/, "the id of a channel, such as C012AB3CD");
    checkLength(this, "topics", topics, 1);
    const readOnly = managedPolicyArn(this, "CloudWatchReadOnlyAccess");
    const role = new Role(this, "role", {
      name,
      description: "Draws the graphs of alarms in a chat channel",
      assumedBy: "chatbot.amazonaws.com",
      managedPolicies: { metrics: readOnly },
    });
    new ChatbotSlackChannelConfiguration(this, "Default", {
      configurationName: name,
      slackTeamId: teamId,
      slackChannelId: channelId,
      snsTopicArns: [...topics],
      iamRoleArn: role.arn,
      // Without a guardrail, the channel has the rights of an administrator.
      guardrailPolicyArns: [readOnly],
      loggingLevel: "ERROR",
      ...overrides,
    });
  }
}
