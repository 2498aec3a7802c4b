import type { IConstruct } from "constructs";
import { accountOf, arn, globalArn } from "../account";
import type { Statement } from "../security/policy";

/** AWS services that can publish to the topics of `Alerts`. */
export type AlertService = "cloudwatch" | "events" | "rds" | "budgets" | "costalerts" | "autoscaling";

/** Principal of a service, and the conditions that limit it to this account, if the service supports any. */
function publisher(scope: IConstruct, service: AlertService): Pick<Statement, "principals" | "conditions"> {
  const account = { StringEquals: { "aws:SourceAccount": accountOf(scope).id } };
  switch (service) {
    case "cloudwatch":
      return {
        principals: { Service: "cloudwatch.amazonaws.com" },
        conditions: { ArnLike: { "aws:SourceArn": arn(scope, "cloudwatch", "alarm:*") } },
      };
    // EventBridge does not support conditions in topic policies.
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
    case "events":
      return { principals: { Service: "events.amazonaws.com" } };
    case "rds":
      return { principals: { Service: "events.rds.amazonaws.com" }, conditions: account };
    case "budgets":
      return {
        principals: { Service: "budgets.amazonaws.com" },
        conditions: { ...account, ArnLike: { "aws:SourceArn": globalArn(scope, "budgets", "*") } },
      };
    case "costalerts":
      return { principals: { Service: "costalerts.amazonaws.com" }, conditions: account };
    // Auto Scaling publishes with its service-linked role. AWS creates the role with the first group, and a policy
    // cannot name a role as principal before the role exists.
    case "autoscaling":
      return {
        principals: { AWS: "*" },
        conditions: { ArnLike: { "aws:PrincipalArn": globalArn(scope, "iam", AUTO_SCALING_ROLE) } },
      };
  }
}

const AUTO_SCALING_ROLE = "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling*";

/** Statement of a topic policy that allows the service to publish. */
export function topicStatement(scope: IConstruct, topicArn: string, service: AlertService): Statement {
  return { sid: sidOf(service), actions: ["sns:Publish"], resources: [topicArn], ...publisher(scope, service) };
}

/**
 * Statement of a key policy that allows the service to publish to encrypted topics. CloudWatch does not send its source
 * to KMS, so the statement checks the topic in SNS's encryption context.
 */
export function keyStatement(scope: IConstruct, topicArns: readonly string[], service: AlertService): Statement {
  const { principals, conditions } = publisher(scope, service);
  return {
    sid: sidOf(service),
    actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
    resources: ["*"],
    principals,
    conditions:
      service === "cloudwatch" ? { ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": [...topicArns] } } : conditions,
  };
}

function sidOf(service: AlertService): string {
  return `Alerts${service[0]!.toUpperCase()}${service.slice(1)}`;
}
