import { containerUnit, dockerRun, quoted } from "@modules/core/container-unit";

export interface ContainerHost {
  /** Name of the container and of its systemd unit: lower-case letters, digits and inner hyphens. */
  readonly name: string;

  /** Address with a tag or digest, in an Artifact Registry repository that the instance's account may pull from. */
  readonly image: string;

  /** Ports of the container by the port of the host. @default {} */
  readonly ports?: Readonly<Record<number, number>>;

  /** Environment variables. Everyone who may describe the template can read them. @default {} */
  readonly environment?: Readonly<Record<string, string>>;

  /** Packages to install first, such as `docker.io` on Ubuntu. @default [], as Container-Optimized OS has Docker */
  readonly packages?: readonly string[];
}

/**
 * User data for Ubuntu and Container-Optimized OS that keeps one container running and sends its output to Cloud Logging.
 * Each start logs in to the registry with a token of the instance's account, so no credential is stored.
 *
 * @throws when the name or an environment variable has characters that systemd or a shell refuses
 */
export function containerHost(host: ContainerHost): string {
  const { name, packages = [] } = host;
  const config = {
    ...(packages.length > 0 ? { package_update: true, packages } : {}),
    write_files: [
      // A shell reads the script, because Container-Optimized OS mounts writable folders without permission to execute.
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
  // JSON is YAML, and its quoting has fewer traps.
  return `#cloud-config\n${JSON.stringify(config, null, 2)}\n`;
}

function script(host: ContainerHost): string {
  return [
    "set -eu",
    `curl -sSf --retry 5 -H 'Metadata-Flavor: Google' ${TOKEN_URL} |`,
    `  sed 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/' |`,
    `  docker login --username oauth2accesstoken --password-stdin ${quoted(`https://${host.image.split("/")[0]}`)}`,
    ...dockerRun({ ...host, logging: ["--log-driver gcplogs"] }),
    "",
  ].join("\n");
}

/** https://cloud.google.com/compute/docs/access/authenticate-workloads#applications */
const TOKEN_URL = "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token";
