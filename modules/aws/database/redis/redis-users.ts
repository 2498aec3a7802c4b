import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { Construct } from "constructs";

export interface RedisUsersProps {
  /** Of the replication group; names the users and their group too. */
  readonly name: string;
}

/**
 * One user, who proves with a token of IAM that it may act as such, so that
 * there is no password anywhere. Redis wants a user named `default` as well; it
 * is the one an unauthenticated client gets, so it is off.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
export class RedisUsers extends Construct {
  readonly groupId: string;
  readonly userArn: string;
  readonly userName: string;

  constructor(scope: Construct, id: string, props: RedisUsersProps) {
    super(scope, id);
    const { name } = props;
    const nobody = new ElasticacheUser(this, "nobody", {
      userId: `${name}-default`,
      userName: "default",
      engine: "redis",
      accessString: "off -@all",
      authenticationMode: { type: "no-password-required" },
    });
    const user = new ElasticacheUser(this, "user", {
      // The two must be the same for IAM.
      userId: `${name}-app`,
      userName: `${name}-app`,
      engine: "redis",
      // Clients ask INFO whether the server is ready.
      accessString: "on ~* &* +@all -@dangerous +info",
      authenticationMode: { type: "iam" },
    });
    const group = new ElasticacheUserGroup(this, "Default", {
      userGroupId: name,
      engine: "redis",
      userIds: [nobody.userId, user.userId],
    });
    this.groupId = group.userGroupId;
    this.userArn = user.arn;
    this.userName = user.userName;
  }
}
