/** How a host runs one container for as long as it is up, in whichever cloud. */

interface ContainerUnit {
  /** Of the container and of its unit. */
  readonly name: string;
  /** What pulls the image and runs it, in the foreground. */
  readonly start: string;
  /** Further lines of the unit's service section. */
  readonly service: readonly string[];
}

/** A unit of systemd that starts the container again whenever it ends, and gives it half a minute to do so. */
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

/** One word to a shell, whatever is in it. */
export function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
