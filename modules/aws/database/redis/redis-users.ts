import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { Construct } from "constructs";

export interface RedisUsersProps {
  /** Name of the replication group. The user group has the same name; the names of the users begin with it. */
  readonly name: string;
  /** Create a user that may read statistics but no keys. @default false */
  readonly monitoring?: boolean;
}

/** Commands that an exporter needs: statistics of a node, and the list of the cluster's nodes. */
const STATISTICS =
  "+ping +hello +info +client|setname +cluster|info +cluster|nodes +cluster|slots +slowlog|get +slowlog|len +latency|latest";

/**
 * The users of a replication group: one that logs in with an IAM token, so that no password exists, and the user
 * `default`, which Redis requires. The user `default` is disabled, because clients without credentials would act as
 * this user.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 *
 * @internal
 */
export class RedisUsers extends Construct {
  readonly groupId: string;
  readonly userArn: string;
  readonly userName: string;
  readonly monitor: { readonly arn: string; readonly name: string } | undefined;

  constructor(scope: Construct, id: string, props: RedisUsersProps) {
    super(scope, id);
    const { name } = props;
    const nobody = new ElasticacheUser(this, "nobody", {
      userId: `${name}-default`,
      userName: "default",
      engine: "redis",
      accessString: "off -@all",
      // ElastiCache returns another word for the same type of `authenticationMode`, so every plan would show a change.
      noPasswordRequired: true,
    });
    const user = new ElasticacheUser(this, "user", {
      // IAM authentication requires that the id and the name are the same.
      userId: `${name}-app`,
      userName: `${name}-app`,
      engine: "redis",
      // INFO is in the category @dangerous, but clients use it to find out whether the server is ready.
      accessString: "on ~* &* +@all -@dangerous +info",
      authenticationMode: { type: "iam" },
    });
    const monitor = props.monitoring
      ? new ElasticacheUser(this, "monitor", {
          userId: `${name}-monitor`,
          userName: `${name}-monitor`,
          engine: "redis",
          accessString: `on -@all ${STATISTICS}`,
          authenticationMode: { type: "iam" },
        })
      : undefined;
    const group = new ElasticacheUserGroup(this, "Default", {
      userGroupId: name,
      engine: "redis",
      userIds: [nobody.userId, user.userId, ...(monitor ? [monitor.userId] : [])],
    });
    this.groupId = group.userGroupId;
    this.userArn = user.arn;
    this.userName = user.userName;
    this.monitor = monitor && { arn: monitor.arn, name: monitor.userName };
  }
}
