import type { FargateService } from "./fargate-service";

/**
 * The AppSpec of a deployment of the service's latest task definition, as JSON.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
 */
export function appSpec({ task, network }: FargateService): string {
  const service = {
    Type: "AWS::ECS::Service",
    Properties: {
      TaskDefinition: task.arn,
      LoadBalancerInfo: { ContainerName: task.name, ContainerPort: task.port },
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          Subnets: network.subnets,
          SecurityGroups: network.securityGroups,
          AssignPublicIp: "DISABLED",
        },
      },
    },
  };
  return JSON.stringify({ version: "0.0", Resources: [{ TargetService: service }] });
}
