import { fail } from "@modules/core/checks";
import { REDIS_PORT } from "@modules/core/ports";
import { Construct, type IConstruct } from "constructs";
import { grant, type IRole } from "../../security/role";
import { addRedisGroup, type RedisProps } from "./group";
import type { RedisUsers } from "./redis-users";
import { addScaling, checkScaling, scaledArguments } from "./scaling";
import { isSharded } from "./topology";

export interface IRedis extends IConstruct {
  readonly arn: string;
  /** Host name of the primary, or of the whole cluster when sharded. */
  readonly endpoint: string;
  /** Name of the user that clients log in as, with an IAM token in place of the password. */
  readonly userName: string;
  /** Allows the role to log in as `userName` with an IAM token (`elasticache:Connect`). */
  grantConnect(role: IRole): void;
}

/** A Redis 7 replication group on ElastiCache: encrypted at rest, with TLS and IAM authentication. */
export class Redis extends Construct implements IRedis {
  readonly arn: string;
  readonly endpoint: string;
  readonly port = REDIS_PORT;
  readonly userName: string;

  private readonly userArn: string;
  private readonly monitor: RedisUsers["monitor"];

  constructor(scope: Construct, id: string, props: RedisProps) {
    super(scope, id);
    const { nodeType, topology } = props;
    const scaling = isSharded(topology) ? topology.scaling : undefined;
    if (scaling) {
      checkScaling(this, scaling, nodeType);
    }
    const { group, users, endpoint } = addRedisGroup(this, props, scaling && scaledArguments(scaling));
    if (scaling) {
      addScaling(this, group.id, scaling);
    }
    this.arn = group.arn;
    this.endpoint = endpoint;
    this.userName = users.userName;
    this.userArn = users.userArn;
    this.monitor = users.monitor;
  }

  /** Name of the user that reads statistics. @throws without `monitoringUser` */
  get monitorName(): string {
    return this.monitoringUser().name;
  }

  /** Allows the role to log in as the user that reads statistics. @throws without `monitoringUser` */
  grantMonitor(role: IRole): void {
    grantLogin(this, role, this.monitoringUser().arn, "monitor");
  }

  private monitoringUser() {
    return this.monitor ?? fail(this, "monitoringUser", "true for statistics", "false");
  }

  grantConnect(role: IRole): void {
    grantLogin(this, role, this.userArn);
  }
}

/** Allows the role to log in to a replication group as one of its users. */
export function grantLogin(
  group: Pick<IRedis, "arn" | "node">,
  role: IRole,
  userArn: string,
  verb: "connect-to" | "monitor" = "connect-to",
): void {
  grant(role, `${verb}-${group.node.id}`, {
    actions: ["elasticache:Connect"],
    resources: [group.arn, userArn],
  });
}
