import { BlueGreenDeployment, type BlueGreenDeploymentProps } from "@modules/aws/ecs/blue-green-deployment";
import { FargateService, type FargateServiceProps } from "@modules/aws/ecs/fargate-service";
import { ListenerRule } from "@modules/aws/load-balancing/listener-rule";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import { Fixture } from "./fixture";

class Listener extends Construct {
  readonly arn = `arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/shop/1/${this.node.id}`;
  claim(): void {}
}

interface Case {
  readonly deployments?: FargateServiceProps["deployments"];
  readonly test?: boolean;
  readonly overrides?: BlueGreenDeploymentProps["overrides"];
}

function deployment({ deployments = "blue-green", test = false, overrides }: Case = {}): Json {
  return synth((stack) => {
    const fixture = new Fixture(stack);
    const { vpc, group } = fixture;
    const targets = (id: string) => new TargetGroup(stack, id, { name: id, vpc, port: 3000, targetType: "ip" });
    const targetGroups = { blue: targets("blue"), green: targets("green") };
    const route = (id: string) => {
      const listener = new Listener(stack, id);
      const rule = new ListenerRule(stack, `${id}-rule`, {
        listener,
        priority: 10,
        pathPatterns: ["/orders*"],
        targetGroup: targetGroups.blue,
        blueGreen: true,
      });
      return { listener, rule };
    };
    const service = new FargateService(stack, "orders", {
      task: fixture.task(),
      cluster: fixture.ecsCluster(),
      vpc,
      securityGroups: [group],
      targetGroups: [targetGroups.blue],
      deployments,
      minTasks: 2,
      maxTasks: 5,
    });
    const { input } = new BlueGreenDeployment(stack, "orders-deployment", {
      service,
      targetGroups,
      production: route("https"),
      loadBalancer: { arnSuffix: "app/shop/1" },
      test: test ? route("test") : undefined,
      overrides,
    });
    new TerraformOutput(stack, "input", { value: input, staticId: true });
  });
}

test("shifts production between two target groups and keeps the former tasks for an hour", () => {
  expect(only(deployment(), "aws_codedeploy_deployment_group")).toMatchObject({
    deployment_config_name: "CodeDeployDefault.ECSCanary10Percent5Minutes",
    deployment_style: { deployment_type: "BLUE_GREEN", deployment_option: "WITH_TRAFFIC_CONTROL" },
    ecs_service: { service_name: "${aws_ecs_service.orders.name}" },
    load_balancer_info: {
      target_group_pair_info: {
        target_group: [{ name: "${aws_lb_target_group.blue.name}" }, { name: "${aws_lb_target_group.green.name}" }],
        prod_traffic_route: { listener_arns: [expect.stringContaining("/https")] },
      },
    },
    blue_green_deployment_config: {
      terminate_blue_instances_on_deployment_success: {
        action: "TERMINATE",
        termination_wait_time_in_minutes: 60,
      },
    },
  });
});

test("rolls back when a deployment fails, and when either group responds with errors", () => {
  const json = deployment();
  const alarms = Object.values<Json>(json.resource.aws_cloudwatch_metric_alarm);

  expect(only(json, "aws_codedeploy_deployment_group")).toMatchObject({
    auto_rollback_configuration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
    alarm_configuration: { enabled: true, alarms: [expect.any(String), expect.any(String)] },
  });
  expect(alarms.map(({ alarm_name }) => alarm_name)).toEqual(["orders-blue-errors", "orders-green-errors"]);
  expect(alarms[1]).toMatchObject({
    metric_name: "HTTPCode_Target_5XX_Count",
    dimensions: { LoadBalancer: "app/shop/1", TargetGroup: "${aws_lb_target_group.green.arn_suffix}" },
  });
});

test("describes the deployment of the latest task definition", () => {
  const { revision } = JSON.parse(deployment().output.input.value);

  expect(JSON.parse(revision.appSpecContent.content).Resources[0].TargetService.Properties).toMatchObject({
    TaskDefinition: "${aws_ecs_task_definition.orders-task.arn}",
    LoadBalancerInfo: { ContainerName: "orders", ContainerPort: 3000 },
    NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: "DISABLED" } },
  });
});

test("reaches the new tasks on a test listener first", () => {
  const pair = only(deployment({ test: true }), "aws_codedeploy_deployment_group").load_balancer_info
    .target_group_pair_info;

  expect(pair.test_traffic_route.listener_arns).toEqual([expect.stringContaining("/test")]);
});

test("may change this service and its listener rules only", () => {
  const granted = Object.values<Json>(deployment().resource.aws_iam_role_policy)
    .filter(({ role }) => role.includes("orders-deployment"))
    .flatMap(({ policy }) => statements(policy));
  const everywhere = granted.filter(({ Resource }) => Resource === "*").flatMap(({ Action }) => Action);

  expect(everywhere).toEqual([
    "ecs:CreateTaskSet",
    "elasticloadbalancing:DescribeListeners",
    "elasticloadbalancing:DescribeRules",
    "elasticloadbalancing:DescribeTargetGroups",
  ]);
  expect(granted.find(({ Action }) => Action === "ecs:CreateTaskSet")).toMatchObject({
    Condition: { ArnEquals: { "ecs:service": "${aws_ecs_service.orders.id}" } },
  });
  expect(granted.find(({ Action }) => Action === "iam:PassRole")).toMatchObject({
    Resource: [expect.stringContaining("role"), expect.stringContaining("execution")],
    Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
  });
});

test("lets overrides win over what it sets", () => {
  const group = only(
    deployment({ overrides: { outdatedInstancesStrategy: "IGNORE" } }),
    "aws_codedeploy_deployment_group",
  );

  expect(group.outdated_instances_strategy).toBe("IGNORE");
});

test("fails on a service with rolling deployments", () => {
  expect(() => deployment({ deployments: "rolling" })).toThrow("service.deployments must be blue-green, got rolling");
});
