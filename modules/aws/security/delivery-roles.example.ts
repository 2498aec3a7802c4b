import { DeliveryRoles } from "@modules/aws/security/delivery-roles";
import type { Construct } from "constructs";

/** Roles for GitHub Actions: every pull request may plan, and runs in the environment "shop-production" may apply. */
export function example(scope: Construct): void {
  const roles = new DeliveryRoles(scope, "delivery", {
    name: "shop-production",
    pipeline: { kind: "github", repository: "example/infrastructure", environment: "shop-production" },
    rolePath: "/shop-production/",
  });
  roles.allowTypes(["aws_vpc", "aws_subnet", "aws_sqs_queue"]);
  roles.grantState(
    "arn:aws:s3:::shop-terraform-state",
    "arn:aws:dynamodb:us-east-1:111122223333:table/shop-terraform-locks",
    "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  );
}
