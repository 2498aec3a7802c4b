/** Stacks of an environment of no deployment, for tests of one part each. */
import type { Json } from "@modules/checks/json";
import { prepare } from "@modules/checks/prepare";
import { testApp } from "@modules/testing/synth";
import type { Construct } from "constructs";
import type { Environment } from "../../../environments/schema/environment";
import { AwsStack } from "../../../stacks/base/aws-stack";
import { ClusterStack, eksAccess } from "../../../stacks/base/cluster-stack";
import { testEnvironment } from "../../support/environment";

class ShopStack<E extends Environment> extends AwsStack<E> {
  constructor(scope: Construct, environment: E, region?: string) {
    super(scope, environment, "shop", { region });
  }
}

class ShopClusterStack extends ClusterStack {}

const ACCESS = eksAccess(
  { physicalName: "shop", endpoint: "https://cluster.example.com", certificateAuthority: "Q0E=" },
  "us-east-1",
);

/** JSON of a stack in AWS with the part that `define` adds. */
export function synthAws<E extends Environment = Environment>(
  define: (stack: AwsStack<E>) => void,
  environment = testEnvironment() as E,
  region?: string,
): Json {
  const app = testApp();
  define(new ShopStack(app, environment, region));
  return prepare(app)[0]!.json;
}

/** JSON of a stack inside a cluster with the part that `define` adds. */
export function synthCluster(define: (stack: ClusterStack) => void): Json {
  const app = testApp();
  define(new ShopClusterStack(app, testEnvironment(), "shop", ACCESS, []));
  return prepare(app)[0]!.json;
}
