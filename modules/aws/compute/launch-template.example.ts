import { LaunchTemplate } from "@modules/aws/compute/launch-template";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** A launch template for web servers with a second volume for uploads. */
export function example(scope: Construct): void {
  const viaServices = ["ec2.us-east-1.amazonaws.com"];

  new LaunchTemplate(scope, "web", {
    name: "shop-web",
    instanceType: "m7i.large",
    role: new Role(scope, "role", { name: "shop-web", assumedBy: "ec2.amazonaws.com" }),
    securityGroups: [SecurityGroup.fromExisting(scope, "web-group", { id: "sg-0abc1234def567890" })],
    key: new Key(scope, "key", { name: "shop-web-volumes", description: "Volumes of the web servers", viaServices }),
    userData: "#!/bin/sh\ndnf install --assumeyes nginx\nsystemctl enable --now nginx\n",
    rootVolumeGibibytes: 30,
    volumeGibibytes: { "/dev/sdf": 100 },
    tags: { Environment: "example" },
  });
}
