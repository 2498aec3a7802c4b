import { containerUnit, quoted } from "@modules/core/container-unit";
import type { ILogGroup } from "../operations/log-group";

export interface ContainerHost {
  /** Of the container and of its unit: lower-case letters, digits and inner hyphens. */
  readonly name: string;

  /** Address with a tag or digest, in a registry of ECR that the instance's role may pull from. */
  readonly image: string;

  /** Where its output goes; the instance's role must be allowed to write there. */
  readonly logGroup: ILogGroup;

  /** Region of the log group. */
  readonly region: string;

  /** Port of the container by port of the host. @default none */
  readonly ports?: Readonly<Record<number, number>>;

  /** Plain settings: whoever may describe the template reads them. @default none */
  readonly environment?: Readonly<Record<string, string>>;

  /**
   * Whether the container is on the host's network, and so has the credentials of
   * its role, which a bridge keeps from it; ports then need no publishing.
   * @default false
   */
  readonly hostNetwork?: boolean;

  /** Devices such as `/dev/sdf` by the path they are mounted at, on the host and in the container; empty ones get a file system. @default none */
  readonly volumes?: Readonly<Record<string, string>>;

  /** Files of the host by path, such as settings of its own services; those in `/etc/logrotate.d` are heeded. @default none */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * User data for Amazon Linux 2023: keeps one container running, from boot on.
 * The credential helper logs in with the instance's role whenever an image is
 * pulled, so nothing is stored that could expire.
 */
export function containerHost(host: ContainerHost): string {
  const { name, volumes = {}, files = {} } = host;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`container host: name must be lower-case letters, digits and inner hyphens, got ${name}`);
  }
  const rotates = Object.keys(files).some((path) => path.startsWith("/etc/logrotate.d/"));
  const config = {
    packages: ["docker", "amazon-ecr-credential-helper", ...(rotates ? ["logrotate"] : [])],
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
      ...Object.entries(files).map(([path, content]) => ({ path, content })),
    ],
    runcmd: [
      ...Object.entries(volumes).flatMap(([path, device]) => mount(path, device)),
      ["systemctl", "daemon-reload"],
      ...(rotates ? [["systemctl", "enable", "--now", "logrotate.timer"]] : []),
      ["systemctl", "enable", "--now", "docker.service"],
      ["systemctl", "enable", "--now", "--no-block", `${name}.service`],
    ],
  };
  // JSON is YAML, and leaves nothing to quote.
  return `#cloud-config\n${JSON.stringify(config, null, 2)}\n`;
}

/** Mounted again at each boot; a device with a file system keeps it. */
function mount(path: string, device: string): string[][] {
  return [
    ["sh", "-c", `blkid ${device} || mkfs.xfs ${device}`],
    ["mkdir", "-p", path],
    ["sh", "-c", `echo '${device} ${path} xfs defaults,nofail 0 2' >> /etc/fstab`],
    ["mount", path],
  ];
}

function script(host: ContainerHost): string {
  const { name, image, logGroup, region, ports = {}, environment = {}, hostNetwork = false, volumes = {} } = host;
  const wrong = Object.keys(environment).find((key) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(key));
  if (wrong !== undefined) {
    throw new Error(`container host: environment must have names of letters, digits and underscores, got ${wrong}`);
  }
  const options = [
    `--name ${name}`,
    "--rm",
    "--security-opt no-new-privileges",
    ...(hostNetwork ? ["--network host"] : []),
    ...Object.keys(volumes).map((path) => `--volume ${quoted(`${path}:${path}`)}`),
    ...Object.entries(ports).map(([outside, inside]) => `--publish ${outside}:${inside}`),
    ...Object.entries(environment).map(([key, value]) => `--env ${quoted(`${key}=${value}`)}`),
    "--log-driver awslogs",
    `--log-opt ${quoted(`awslogs-region=${region}`)}`,
    `--log-opt ${quoted(`awslogs-group=${logGroup.name}`)}`,
    // One stream a host, so that a restarted container goes on in it.
    '--log-opt "awslogs-stream=$(hostname)"',
    // A full buffer drops lines and never holds up the container.
    "--log-opt mode=non-blocking",
  ];
  return [
    "#!/bin/sh",
    "exec docker run \\",
    ...options.map((option) => `  ${option} \\`),
    `  ${quoted(image)}`,
    "",
  ].join("\n");
}
