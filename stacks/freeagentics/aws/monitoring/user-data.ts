import { CONFIGURATION_KEYS } from "@modules/aws/security/data-actions";
import { containerUnit, quoted } from "@modules/core/container-unit";
import { PORTS } from "../../monitoring/prometheus";
import { timer } from "../timer";
import { redisToken } from "./redis-token";

/** A program that a server runs in a container on the host's network. */
export interface Program {
  readonly image: string;
  /** Options of `docker run`; a shell expands `$NAME`. @default [] */
  readonly options?: readonly string[];
  /** Arguments of the program. @default [] */
  readonly args?: readonly string[];
  /** Shell commands that set variables for the options. @default [] */
  readonly before?: readonly string[];
  /** Seconds after which the program is restarted, such as for a new token. @default no limit */
  readonly maxSeconds?: number;
  /** Folder for the program's data, below the mount point, and the numeric user who owns it. @default none */
  readonly data?: { readonly folder: string; readonly user: number };
}

export interface ServerUserData {
  readonly region: string;
  /** Bucket with the files, whose keys begin with `configuration/`. */
  readonly bucket: string;
  /** Device of the data volume. */
  readonly device: string;
  readonly programs: Readonly<Record<string, Program>>;
  /** Name of the server, a dimension of its heartbeat metric. */
  readonly name: string;
  readonly namespace: string;
  readonly cache: { readonly group: string; readonly user: string };
}

/** Folder of the files from the bucket. */
export const CONFIGURATION = "/etc/monitoring";

/** Mount point of the volume with the data. */
export const DATA = "/var/lib/monitoring";

/**
 * User data for Amazon Linux 2023. A timer copies the files from the bucket every five minutes and makes the programs
 * reload them, so that a changed rule takes effect without replacing the server.
 */
export function serverUserData(server: ServerUserData): string {
  const { programs, device } = server;
  const names = Object.keys(programs);
  const config = {
    packages: ["docker"],
    write_files: [
      ...Object.entries(programs).flatMap(([name, program]) => [
        { path: `/usr/local/bin/run-${name}`, permissions: "0755", content: runScript(name, program) },
        {
          path: `/etc/systemd/system/${name}.service`,
          content: containerUnit({
            name,
            start: `/usr/local/bin/run-${name}`,
            service: program.maxSeconds ? [`RuntimeMaxSec=${program.maxSeconds}`] : [],
          }),
        },
      ]),
      { path: "/usr/local/bin/redis-token", permissions: "0755", content: redisToken(server.cache, server.region) },
      { path: "/usr/local/bin/sync-monitoring", permissions: "0755", content: syncScript(server) },
      { path: "/usr/local/bin/monitoring-heartbeat", permissions: "0755", content: heartbeatScript(server) },
      ...timer("sync-monitoring", "5min"),
      ...timer("monitoring-heartbeat", "1min"),
    ],
    runcmd: [
      // Terraform attaches the volume after the instance has started.
      ["sh", "-c", `until [ -e ${device} ]; do sleep 5; done`],
      ["sh", "-c", `blkid ${device} || mkfs.xfs ${device}`],
      ["mkdir", "-p", DATA, CONFIGURATION],
      ["sh", "-c", `grep -q ${DATA} /etc/fstab || echo '${device} ${DATA} xfs defaults,nofail 0 2' >> /etc/fstab`],
      ["mount", DATA],
      // The file system must grow when the volume has grown.
      ["xfs_growfs", DATA],
      ...Object.values(programs).flatMap(({ data }) =>
        data ? [["install", "-d", "-o", `${data.user}`, "-g", `${data.user}`, `${DATA}/${data.folder}`]] : [],
      ),
      ["curl", "-sSf", "--retry", "10", "--retry-all-errors", "-o", "/etc/rds.pem", CERTIFICATES],
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "docker.service"],
      ["sh", "-c", "until /usr/local/bin/sync-monitoring; do sleep 10; done"],
      ...names.map((name) => ["systemctl", "enable", "--now", "--no-block", `${name}.service`]),
      ["systemctl", "enable", "--now", "sync-monitoring.timer", "monitoring-heartbeat.timer"],
    ],
  };
  return `#cloud-config\n${JSON.stringify(config, null, 1)}\n`;
}

/** Certificates of the authorities of RDS; https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html */
const CERTIFICATES = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem";

function runScript(name: string, { image, options = [], args = [], before = [] }: Program): string {
  const lines = [
    `--name ${name}`,
    "--rm",
    "--network host",
    "--security-opt no-new-privileges",
    "--log-driver local",
    // Prometheus refers to the exporters by these names, which resolve to the loopback interface.
    "--add-host postgres-exporter:127.0.0.1",
    "--add-host redis-exporter:127.0.0.1",
    ...options,
    quoted(image),
    ...args.map(quoted),
  ];
  return ["#!/bin/sh", "set -eu", ...before, `exec docker run \\\n  ${lines.join(" \\\n  ")}`, ""].join("\n");
}

/** Grafana reads its provisioning when it starts. */
const RESTART_GRAFANA = 'case "$changed" in *provisioning*) systemctl try-restart grafana.service ;; esac\n';

/** Script that copies the files and makes programs reload changed files. Grafana detects changed dashboards itself. */
function syncScript({ bucket, region, programs }: ServerUserData): string {
  return `#!/bin/sh
set -eu
changed=$(aws s3 sync --region ${region} --delete --no-progress s3://${bucket}/${CONFIGURATION_KEYS} ${CONFIGURATION}/)
[ -n "$changed" ] || exit 0
chmod -R a+rX ${CONFIGURATION}
docker kill --signal HUP prometheus alertmanager || true
${"grafana" in programs ? RESTART_GRAFANA : ""}`;
}

/** Script that publishes 1 while Prometheus and Alertmanager respond. The alarm also fires without values. */
function heartbeatScript({ region, name, namespace }: ServerUserData): string {
  return `#!/bin/sh
healthy=1
for port in ${PORTS.prometheus} ${PORTS.alertmanager}; do
  curl -sf -m 5 -o /dev/null "http://localhost:$port/-/healthy" || healthy=0
done
exec aws cloudwatch put-metric-data --region ${region} --namespace ${namespace} \\
  --metric-data "MetricName=Healthy,Dimensions=[{Name=Server,Value=${name}}],Value=$healthy"
`;
}
