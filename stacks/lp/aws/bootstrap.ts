import { eksServiceBoundary } from "@modules/aws/eks/eks-service-boundary";
import type { App } from "cdktf";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { BootstrapStack } from "../../shared/aws/bootstrap";

/** Caps the role of the cluster. */
export const CLUSTER_BOUNDARY = "EKSServiceRolePermissionsBoundary";

/** Who could change a boundary could raise what it caps, so an administrator makes it. */
export function addBootstrap(app: App, environment: LpEnvironment): void {
  new BootstrapStack(app, environment, {
    cluster: { name: `${CLUSTER_BOUNDARY}${environment.nameSuffix}`, statements: eksServiceBoundary },
  });
}
