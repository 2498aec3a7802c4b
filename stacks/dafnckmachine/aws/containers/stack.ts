import { EcsCluster } from "@modules/aws/ecs/ecs-cluster";
import type { FargateService } from "@modules/aws/ecs/fargate-service";
import { ScheduledTask } from "@modules/aws/ecs/scheduled-task";
import type { IBucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addAgentOrchestration, addStandbyApi, addUserManagement, type ServicesProps } from "./services";
import { addTask } from "./tasks";

export interface ContainersProps extends Omit<ServicesProps, "cluster"> {
  /** Bucket that the nightly batch writes backups to. */
  readonly backups: IBucket;
}

/**
 * Services and a nightly batch on Fargate. Push their images and store the API keys first;
 * tasks cannot start without them.
 */
export class ContainersStack extends AwsStack<DafnckmachineEnvironment> {
  readonly cluster: EcsCluster;
  readonly services: Readonly<Record<"agentOrchestration" | "userManagement", FargateService>>;
  /** The API, in a standby only. */
  readonly api: FargateService | undefined;

  constructor(
    scope: Construct,
    environment: DafnckmachineEnvironment,
    props: ContainersProps,
    region = environment.account.region,
  ) {
    super(scope, environment, "containers", { region });
    const { vpc, groups, keys, standby } = props;
    const { security, containers } = environment;
    this.cluster = new EcsCluster(this, "cluster", {
      name: this.named("dafnckmachine-cluster"),
      key: keys.data,
      logsKey: keys.logs,
      logRetentionDays: security.logRetentionDays,
    });
    const servicesProps = { ...props, cluster: this.cluster };
    this.services = {
      agentOrchestration: addAgentOrchestration(this, servicesProps),
      userManagement: addUserManagement(this, servicesProps),
    };
    this.api = standby ? addStandbyApi(this, servicesProps) : undefined;
    const { backups } = props;
    const batch = addTask(this, "batch", props, containers.batch, { environment: { BACKUPS_BUCKET: backups.name } });
    backups.grantPut(batch.role);
    new ScheduledTask(this, "batch", {
      task: batch,
      cluster: this.cluster,
      schedule: containers.batch.schedule,
      // Only the primary region runs the batch.
      enabled: !standby,
      vpc,
      securityGroups: [groups.api],
      key: keys.data,
    });
  }
}
