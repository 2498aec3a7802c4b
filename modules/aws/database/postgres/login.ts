import type { IConstruct } from "constructs";
import { arn } from "../../account";
import { grant, type IRole } from "../../security/role";

/**
 * Allows the role to log in as a database user that has `rds_iam`.
 *
 * @param resourceId the immutable id of the instance or cluster, such as `db-ABCDEFGHIJKL01234`
 */
export function grantLogin(
  database: IConstruct,
  resourceId: string,
  role: IRole,
  user: string,
  label = database.node.id,
): void {
  grant(role, `connect-to-${label}-as-${user}`, {
    actions: ["rds-db:connect"],
    resources: [arn(database, "rds-db", `dbuser:${resourceId}/${user}`)],
  });
}
