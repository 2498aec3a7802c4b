import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { FileSystem } from "@modules/aws/storage/file-system";
import type { Construct } from "constructs";

/**
 * A file system that tasks of one role share. They mount `/reports` as user 1000 and connect from one security group.
 */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.1.0/24", routeTableId: "rtb-0abc11" },
    "us-east-1b": { id: "subnet-0abc12", cidr: "10.20.2.0/24", routeTableId: "rtb-0abc11" },
  };
  const groups = { private: { tier: "private", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });

  const files = new FileSystem(scope, "files", {
    name: "reports",
    vpc,
    key: new Key(scope, "key", { name: "reports", description: "Files of reports" }),
    accessPoints: { reports: { path: "/reports", uid: 1000, gid: 1000 } },
  });

  files.connections.allowFrom(SecurityGroup.fromExisting(scope, "tasks", { id: "sg-0abc1234def567890" }));
  files.grantMount(new Role(scope, "role", { name: "reports", assumedBy: "ecs-tasks.amazonaws.com" }), "reports");
}
