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

interface ContainerRun {
  /** Name of the container: lower-case letters, digits and inner hyphens. */
  readonly name: string;
  readonly image: string;
  /** Ports of the container by port of the host. @default {} */
  readonly ports?: Readonly<Record<number, number>>;
  /** @default {} */
  readonly environment?: Readonly<Record<string, string>>;
  /** Further options of `docker run`, such as for networks and volumes. @default none */
  readonly options?: readonly string[];
  /** Options for the driver of the container's logs. */
  readonly logging: readonly string[];
}

/**
 * The last lines of a shell script: they run the container in the foreground. When the log buffer is full, the
 * container keeps running and log lines are lost.
 *
 * @throws when the name or an environment variable has characters that systemd or a shell refuses
 */
export function dockerRun({
  name,
  image,
  ports = {},
  environment = {},
  options = [],
  logging,
}: ContainerRun): string[] {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`container host: name must be lower-case letters, digits and inner hyphens, got ${name}`);
  }
  const wrong = Object.keys(environment).find((key) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(key));
  if (wrong !== undefined) {
    throw new Error(`container host: environment must have names of letters, digits and underscores, got ${wrong}`);
  }
  const all = [
    `--name ${name}`,
    "--rm",
    "--security-opt no-new-privileges",
    ...options,
    ...Object.entries(ports).map(([outside, inside]) => `--publish ${outside}:${inside}`),
    ...Object.entries(environment).map(([key, value]) => `--env ${quoted(`${key}=${value}`)}`),
    ...logging,
    "--log-opt mode=non-blocking",
  ];
  return ["exec docker run \\", ...all.map((option) => `  ${option} \\`), `  ${quoted(image)}`];
}

/** The value as one word of a POSIX shell, in single quotes. */
export function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
