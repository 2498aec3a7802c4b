/** Modules that most other modules of Google Cloud need as props. */
import { Vpc } from "@modules/google/network/vpc";
import { Key } from "@modules/google/security/key";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { TerraformStack } from "cdktf";

export function testKey(stack: TerraformStack, id = "key"): Key {
  return new Key(stack, id, { name: id, keyRing: "projects/example-project/locations/us-central1/keyRings/data" });
}

/** A network with a subnet `nodes` and private services. */
export function testVpc(stack: TerraformStack): Vpc {
  return new Vpc(stack, "vpc", {
    name: "vpc",
    subnets: { nodes: { cidr: "10.20.0.0/20" } },
    servicesCidr: "10.20.64.0/20",
  });
}

export function testAccount(stack: TerraformStack, id = "web-app"): ServiceAccount {
  return new ServiceAccount(stack, id, { name: id, description: "Test" });
}
