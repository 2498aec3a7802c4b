import { containerUnit, quoted } from "@modules/core/container-unit";
export interface ContainerHost {
  /** Of the container and of its unit: lower-case letters, digits and inner hyphens. */
  readonly name: string;

  /** Address with a tag or digest, in a repository that the instance's account may pull from. */
  readonly image: string;

  /** Port of the container by port of the host. @default none */
  readonly ports?: Readonly<Record<number, number>>;

  /** Plain settings: whoever may describe the template reads them. @default none */
  readonly environment?: Readonly<Record<string, string>>;

  /** Packages to install first, such as `docker.io` on Ubuntu. @default none: Container-Optimized OS has Docker */
  readonly packages?: readonly string[];
}

/**
 * User data for Ubuntu and Container-Optimized OS: keeps one container running,
 * from boot on, whose output goes to Cloud Logging. Each start logs in with a
 * token of the instance's own account, so nothing is stored that could expire.
 */
export function containerHost(host: ContainerHost): string {
  const { name, packages = [] } = host;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`container host: name must be lower-case letters, digits and inner hyphens, got ${name}`);
  }
  const config = {
    ...(packages.length > 0 ? { package_update: true, packages } : {}),
    write_files: [
      // Read by a shell: Container-Optimized OS runs nothing from where it can be written.
      { path: `/etc/container-host/${name}.sh`, content: script(host) },
      {
        path: `/etc/systemd/system/${name}.service`,
        content: containerUnit({
          name,
          start: `/bin/sh /etc/container-host/${name}.sh`,
          service: [
            "RuntimeDirectory=container-host",
            "RuntimeDirectoryMode=0700",
            "Environment=DOCKER_CONFIG=/run/container-host",
          ],
        }),
      },
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

function script({ name, image, ports = {}, environment = {} }: ContainerHost): string {
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
    "--log-driver gcplogs",
    // A full buffer drops lines and never holds up the container.
    "--log-opt mode=non-blocking",
  ];
  return [
    "set -eu",
    `curl -sSf --retry 5 -H 'Metadata-Flavor: Google' ${TOKEN_URL} |`,
    `  sed 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/' |`,
    `  docker login --username oauth2accesstoken --password-stdin ${quoted(`https://${image.split("/")[0]}`)}`,
    "exec docker run \\",
    ...options.map((option) => `  ${option} \\`),
    `  ${quoted(image)}`,
    "",
  ].join("\n");
}

/** https://cloud.google.com/compute/docs/access/authenticate-workloads#applications */
const TOKEN_URL = "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token";
