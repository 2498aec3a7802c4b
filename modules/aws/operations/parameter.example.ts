import { Parameter } from "@modules/aws/operations/parameter";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** A setting that instances read by name. */
export function example(scope: Construct): void {
  const limit = new Parameter(scope, "upload-limit", {
    name: "/shop/upload-limit-mebibytes",
    description: "Largest upload that the web servers accept",
    value: "25",
  });

  limit.grantRead(new Role(scope, "web", { name: "web-servers", assumedBy: "ec2.amazonaws.com" }));
}
