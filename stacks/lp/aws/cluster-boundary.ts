import { eksServiceBoundary } from "@modules/aws/eks/eks-service-boundary";
import type { ServiceBoundary } from "@modules/aws/security/delivery-roles";
import type { LpEnvironment } from "../../../environments/lp/schema";

/**
 * Permissions boundary of the EKS cluster's role. The bootstrap stack creates it, which only an administrator applies:
 * a pipeline that could change a boundary could extend its own permissions.
 */
export function clusterBoundary({ nameSuffix }: LpEnvironment): ServiceBoundary {
  return { name: `EKSServiceRolePermissionsBoundary${nameSuffix}`, statements: eksServiceBoundary };
}
