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
}

/**
 * User data for Amazon Linux 2023: keeps one container running, from boot on.
 * The credential helper logs in with the instance's role whenever an image is
 * pulled, so nothing is stored that could expire.
 */
export function containerHost(host: ContainerHost): string {
  const { name } = host;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`container host: name must be lower-case letters, digits and inner hyphens, got ${name}`);
  }
  const config = {
    packages: ["docker", "amazon-ecr-credential-helper"],
    write_files: [
      { path: "/etc/container-host/config.json", content: JSON.stringify({ credsStore: "ecr-login" }) },
      { path: `/usr/local/bin/run-${name}`, permissions: "0755", content: script(host) },
      { path: `/etc/systemd/system/${name}.service`, content: unit(name) },
    ],
    runcmd: [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "docker.service"],
      ["systemctl", "enable", "--now", "--no-block", `${name}.service`],
    ],
  };
  // JSON is YAML, and leaves nothing to quote.
  return `#cloud-config\n${JSON.stringify(config, null, 2)}\n`;
}

function script({ name, image, logGroup, region, ports = {}, environment = {} }: ContainerHost): string {
  const wrong = Object.keys(environment).find((key) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(key));
  if (wrong !== undefined) {
    throw new Error(`container host: environment must have names of letters, digits and underscores, got ${wrong}`);
  }
  const options = [
    `--name ${name}`,
    "--rm",
    "--security-opt no-new-privileges",
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

function unit(name: string): string {
  return `[Unit]
Description=Container ${name}
After=docker.service network-online.target
Requires=docker.service
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
Environment=DOCKER_CONFIG=/etc/container-host
ExecStartPre=-/usr/bin/docker rm --force ${name}
ExecStart=/usr/local/bin/run-${name}
ExecStop=/usr/bin/docker stop --time 30 ${name}
Restart=always
RestartSec=10
StandardOutput=null

[Install]
WantedBy=multi-user.target
`;
}

/** One word to a shell, whatever is in it. */
function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
