import type { AcceptedSecret } from "@modules/checks/checks/state-secrets";

/** Secrets that stand in states which plans read. An entry that is in no such state fails the synthesis. */
export const acceptedSecrets: AcceptedSecret[] = [
  {
    where: "*-load-balancing terraform_data.origin-header",
    attribute: "output",
    reason:
      "It admits requests that bypass the CDN, but each request still has to log in; neither CloudFront nor AWS WAF takes a write-only value.",
  },
  {
    where: "lp-production-google-data google_redis_instance.cache",
    attribute: "auth_string",
    reason: "Memorystore generates it and Terraform reads it; only the project's network reaches the instance.",
  },
  {
    where: "*-security* aws_sns_topic_subscription.alerts_critical_paging_*",
    attribute: "endpoint",
    reason: "The key in the URL can open incidents but not read them; the paging service can issue another.",
  },
  {
    where: "*-google-security google_monitoring_notification_channel.alerts_slack_*",
    attribute: "sensitive_labels.auth_token",
    reason: "The token can post in the channels of its app but not read them; channels have no write-only label.",
  },
];
