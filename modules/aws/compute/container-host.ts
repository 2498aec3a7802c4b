import { containerUnit, dockerRun, quoted } from "@modules/core/container-unit";
import type { ILogGroup } from "../operations/log-group";
import { agentConfig, startAgent } from "./agent-config";

/** The container that an instance runs. */
export interface ContainerHost {
  /** Name of the container and its systemd unit: lower-case letters, digits and inner hyphens. */
  readonly name: string;

  /** Image with a tag or digest, in an ECR repository that the instance's role may pull from. */
  readonly image: string;

  /** Log group for the container's output; the instance's role must have permission to write to it. */
  readonly logGroup: ILogGroup;

  /** Region of the log group. */
  readonly region: string;

  /** Ports of the container by port of the host. @default {} */
  readonly ports?: Readonly<Record<number, number>>;

  /**
   * Environment variables. They must not be secret, because `ec2:DescribeLaunchTemplateVersions` returns user data.
   * @default {}
   */
  readonly environment?: Readonly<Record<string, string>>;

  /**
   * Use the host's network instead of a bridge. The container then gets the credentials of the instance's role, and its
   * ports need not be published.
   * @default false
   */
  readonly hostNetwork?: boolean;

  /**
   * Devices such as `/dev/sdf` by mount path, on the host and in the container. Devices without a file system are
   * formatted.
   * @default {}
   */
  readonly volumes?: Readonly<Record<string, string>>;

  /**
   * Install the CloudWatch agent, which publishes the use of memory and disks by Auto Scaling group. The instance's
   * role must have the policy `CloudWatchAgentServerPolicy`.
   * @default false
   */
  readonly agent?: boolean;

  /**
   * Further containers on the host's network, by name: image, options and arguments of `docker run`. Only ECR may
   * require a login.
   * @default {}
   */
  readonly companions?: Readonly<Record<string, string>>;

  /**
   * Rules of the host's packet filter in the format of `iptables-restore`, loaded at every boot before Docker starts.
   * @default no rules besides the security groups
   */
  readonly packetFilter?: { readonly v4: string; readonly v6: string };

  /** Files to write on the host, by path. Files in `/etc/logrotate.d` enable logrotate. @default {} */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * User data for Amazon Linux 2023 that runs a container as a systemd service. The ECR credential helper logs in with
 * the instance's role for every pull, so the host stores no credentials that could expire.
 */
export function containerHost(host: ContainerHost): string {
  const { name, volumes = {}, files = {}, companions = {}, agent = false, packetFilter } = host;
  const rotates = Object.keys(files).some((path) => path.startsWith("/etc/logrotate.d/"));
  const config = {
    packages: [
      "docker",
      "amazon-ecr-credential-helper",
      ...(rotates ? ["logrotate"] : []),
      ...(agent ? ["amazon-cloudwatch-agent"] : []),
      ...(packetFilter ? ["iptables-services"] : []),
    ],
    write_files: [
      { path: "/etc/container-host/config.json", content: JSON.stringify({ credsStore: "ecr-login" }) },
      { path: `/usr/local/bin/run-${name}`, permissions: "0755", content: script(host) },
      {
        path: `/etc/systemd/system/${name}.service`,
        content: containerUnit({
          name,
          start: `/usr/local/bin/run-${name}`,
          service: ["Environment=DOCKER_CONFIG=/etc/container-host"],
        }),
      },
      ...(agent ? [{ path: AGENT_CONFIG, content: agentConfig({ mounts: Object.keys(volumes) }) }] : []),
      ...Object.entries(companions).map(([companion, run]) => ({
        path: `/etc/systemd/system/${companion}.service`,
        content: containerUnit({
          name: companion,
          start: `/usr/bin/docker run --name ${companion} --rm --network host --security-opt no-new-privileges --log-driver local ${run}`,
          service: ["Environment=DOCKER_CONFIG=/etc/container-host"],
        }),
      })),
      ...Object.entries(files).map(([path, content]) => ({ path, content })),
      ...(packetFilter
        ? [
            { path: "/etc/sysconfig/iptables", content: packetFilter.v4 },
            { path: "/etc/sysconfig/ip6tables", content: packetFilter.v6 },
          ]
        : []),
    ],
    runcmd: [
      ...Object.entries(volumes).flatMap(([path, device]) => mount(path, device)),
      ["systemctl", "daemon-reload"],
      // Loading the rules deletes the chains that Docker adds when it starts.
      ...(packetFilter ? [["systemctl", "enable", "--now", "iptables.service", "ip6tables.service"]] : []),
      ...(rotates ? [["systemctl", "enable", "--now", "logrotate.timer"]] : []),
      ...(agent ? [startAgent(AGENT_CONFIG)] : []),
      ["systemctl", "enable", "--now", "docker.service"],
      ...[name, ...Object.keys(companions)].map((unit) => [
        "systemctl",
        "enable",
        "--now",
        "--no-block",
        `${unit}.service`,
      ]),
    ],
  };
  // JSON is valid YAML, and avoids YAML's quoting rules.
  return `#cloud-config\n${JSON.stringify(config, null, 2)}\n`;
}

const AGENT_CONFIG = "/opt/aws/amazon-cloudwatch-agent/etc/container-host.json";

/** Formats a device without a file system, and mounts it now and at every boot. */
function mount(path: string, device: string): string[][] {
  return [
    ["sh", "-c", `blkid ${device} || mkfs.xfs ${device}`],
    ["mkdir", "-p", path],
    ["sh", "-c", `echo '${device} ${path} xfs defaults,nofail 0 2' >> /etc/fstab`],
    ["mount", path],
  ];
}

function script({ logGroup, region, hostNetwork = false, volumes = {}, ...container }: ContainerHost): string {
  const run = dockerRun({
    ...container,
    options: [
      ...(hostNetwork ? ["--network host"] : []),
      ...Object.keys(volumes).map((path) => `--volume ${quoted(`${path}:${path}`)}`),
    ],
    logging: [
      "--log-driver awslogs",
      `--log-opt ${quoted(`awslogs-region=${region}`)}`,
      `--log-opt ${quoted(`awslogs-group=${logGroup.name}`)}`,
      // The stream is named after the host, so that a restarted container continues in the same stream.
      '--log-opt "awslogs-stream=$(hostname)"',
    ],
  });
  return ["#!/bin/sh", ...run, ""].join("\n");
}
