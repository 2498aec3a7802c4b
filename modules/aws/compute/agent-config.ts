/** The CloudWatch agent of Amazon Linux, whose instance role needs the policy `CloudWatchAgentServerPolicy`. */

interface AgentFiles {
  /** Mount paths besides `/` whose disks are measured. @default [] */
  readonly mounts?: readonly string[];

  /** Names of log groups by the log file that the agent sends to them; a stream per instance. @default {} */
  readonly logs?: Readonly<Record<string, string>>;
}

/**
 * Configuration of the CloudWatch agent. Alarms read metrics with the group as the only dimension.
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
      // Two dollar signs are one for Terraform, which would read one as an expression.
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

/** Command that starts the agent with the configuration in the file. @internal */
export function startAgent(file: string): string[] {
  const control = "/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl";
  return [control, "-a", "fetch-config", "-m", "ec2", "-s", "-c", `file:${file}`];
}
