/**
 * Configuration of the CloudWatch agent on Amazon Linux. The instance role needs the policy
 * `CloudWatchAgentServerPolicy`.
 */

interface AgentFiles {
  /** Mount paths of disks to measure besides `/`. @default [] */
  readonly mounts?: readonly string[];

  /** Names of log groups by the path of the log file. The agent writes one stream per instance. @default {} */
  readonly logs?: Readonly<Record<string, string>>;
}

/**
 * Configuration of the CloudWatch agent. The agent also aggregates metrics by Auto Scaling group, because the alarms
 * have the group as their only dimension.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 *
 * @internal
 */
export function agentConfig({ mounts = [], logs = {} }: AgentFiles): string {
  const files = Object.entries(logs).map(([path, group]) => ({
    file_path: path,
    log_group_name: group,
    log_stream_name: `{instance_id}/${path.split("/").at(-1)}`,
  }));
  return JSON.stringify({
    agent: { metrics_collection_interval: 60 },
    metrics: {
      namespace: "CWAgent",
      // Terraform reads `$${` as a literal `${`.
      append_dimensions: { AutoScalingGroupName: "$${aws:AutoScalingGroupName}" },
      aggregation_dimensions: [["AutoScalingGroupName"]],
      metrics_collected: {
        mem: { measurement: ["mem_used_percent"] },
        disk: { measurement: ["used_percent"], resources: ["/", ...mounts], drop_device: true },
      },
    },
    ...(files.length > 0 && { logs: { logs_collected: { files: { collect_list: files } } } }),
  });
}

/** Command that starts the agent with the configuration in `file`. @internal */
export function startAgent(file: string): string[] {
  const control = "/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl";
  return [control, "-a", "fetch-config", "-m", "ec2", "-s", "-c", `file:${file}`];
}
