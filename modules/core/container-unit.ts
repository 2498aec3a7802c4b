/** The systemd unit with which a virtual machine of any cloud runs one container. */

interface ContainerUnit {
  /** Name of the container and of the unit. */
  readonly name: string;
  /** Command that pulls the image and runs the container in the foreground. */
  readonly start: string;
  /** Further lines of the `[Service]` section. */
  readonly service: readonly string[];
}

/** A systemd unit that restarts the container 10 s after it exits, without a limit, and gives it 30 s to stop. */
export function containerUnit({ name, start, service }: ContainerUnit): string {
  return `[Unit]
Description=Container ${name}
After=docker.service network-online.target
Requires=docker.service
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
${service.join("\n")}
ExecStartPre=-/usr/bin/docker rm --force ${name}
ExecStart=${start}
ExecStop=/usr/bin/docker stop --time 30 ${name}
Restart=always
RestartSec=10
StandardOutput=null

[Install]
WantedBy=multi-user.target
`;
}

/** The value as one word of a POSIX shell, in single quotes. */
export function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
