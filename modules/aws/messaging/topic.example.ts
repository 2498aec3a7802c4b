import { Topic } from "@modules/aws/messaging/topic";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** A topic for price changes, another team's topic, and a role that may publish to both. */
export function example(scope: Construct): void {
  const key = new Key(scope, "key", { name: "price-changes", description: "Messages of the price topic" });
  const prices = new Topic(scope, "prices", { name: "price-changes", key });
  const audits = Topic.fromExisting(scope, "audits", { arn: "arn:aws:sns:us-east-1:111122223333:audits" });

  const publisher = new Role(scope, "publisher", { name: "price-publisher", assumedBy: "lambda.amazonaws.com" });
  prices.grantPublish(publisher);
  audits.grantPublish(publisher);
}
