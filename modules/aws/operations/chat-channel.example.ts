import { ChatChannel } from "@modules/aws/operations/chat-channel";
import type { Construct } from "constructs";

/** A Slack channel that shows the critical alerts of two regions. */
export function example(scope: Construct): void {
  new ChatChannel(scope, "chat", {
    name: "shop-alerts",
    teamId: "T012AB3C4",
    channelId: "C012AB3CD",
    // Topics of every region.
    topics: ["us-east-1", "us-west-2"].map((region) => `arn:aws:sns:${region}:111122223333:shop-critical`),
  });
}
