import { REDIS_PORT } from "@modules/core/ports";
import { DASHBOARDS } from "../../monitoring/files";
import { EXPORTERS, PORTS } from "../../monitoring/prometheus";
import { CONFIGURATION, DATA, type Program } from "./user-data";

export interface ProgramsProps {
  readonly retentionDays: number;
  readonly storageGibibytes: number;
  /** Address of this server. */
  readonly address: string;
  /** Address of the other server. */
  readonly peer: string;
  readonly region: string;
  readonly database: { readonly address: string; readonly port: number; readonly name: string; readonly user: string };
  readonly cache: { readonly endpoint: string; readonly user: string };
  /** Run Grafana, too. */
  readonly grafana: boolean;
}

/** Time for which a token is used, in seconds. A token can open connections for 900 s. */
const TOKEN_SECONDS = 600;

/** Numeric users of the images. */
const NOBODY = 65534;
const GRAFANA_USER = 472;

const mount = (from: string, to: string, mode: "ro" | "rw") => `--volume ${from}:${to}:${mode}`;

/** The programs of a server, by the names of their units. */
export function programs(props: ProgramsProps): Record<string, Program> {
  return {
    prometheus: prometheus(props),
    alertmanager: alertmanager(props),
    "node-exporter": NODE_EXPORTER,
    [EXPORTERS.database]: databaseExporter(props),
    [EXPORTERS.redis]: redisExporter(props),
    ...(props.grafana ? { grafana: GRAFANA } : {}),
  };
}

function prometheus({ retentionDays, storageGibibytes }: ProgramsProps): Program {
  return {
    image: "quay.io/prometheus/prometheus:v3.5.0",
    options: [
      mount(`${CONFIGURATION}/prometheus`, "/etc/prometheus", "ro"),
      mount(`${DATA}/prometheus`, "/prometheus", "rw"),
    ],
    args: [
      "--config.file=/etc/prometheus/prometheus.yml",
      "--storage.tsdb.path=/prometheus",
      `--storage.tsdb.retention.time=${retentionDays}d`,
      // Prometheus crashes on a full volume, so it deletes its oldest blocks at 85 %.
      `--storage.tsdb.retention.size=${Math.floor(storageGibibytes * 0.85)}GB`,
      `--web.listen-address=:${PORTS.prometheus}`,
    ],
    data: { folder: "prometheus", user: NOBODY },
  };
}

function alertmanager({ address, peer }: ProgramsProps): Program {
  return {
    image: "quay.io/prometheus/alertmanager:v0.28.1",
    options: [
      mount(`${CONFIGURATION}/alertmanager`, "/etc/alertmanager", "ro"),
      mount(`${DATA}/alertmanager`, "/alertmanager", "rw"),
    ],
    args: [
      "--config.file=/etc/alertmanager/alertmanager.yml",
      "--storage.path=/alertmanager",
      `--web.listen-address=:${PORTS.alertmanager}`,
      // The two Alertmanagers share a log of sent notifications, so that an alert is sent once.
      `--cluster.listen-address=${address}:${PORTS.cluster}`,
      `--cluster.peer=${peer}:${PORTS.cluster}`,
    ],
    data: { folder: "alertmanager", user: NOBODY },
  };
}

/** The node exporter, which reads the host's root file system. */
const NODE_EXPORTER: Program = {
  image: "quay.io/prometheus/node-exporter:v1.9.1",
  options: ["--pid host", `${mount("/", "/host", "ro")},rslave`],
  args: ["--path.rootfs=/host"],
};

/** The node exporter for other hosts, as options and arguments of `docker run`. */
export const NODE_EXPORTER_RUN = [
  ...(NODE_EXPORTER.options ?? []),
  NODE_EXPORTER.image,
  ...(NODE_EXPORTER.args ?? []),
].join(" ");

function databaseExporter({ database, region }: ProgramsProps): Program {
  const { address, port, name, user } = database;
  return {
    image: "quay.io/prometheuscommunity/postgres-exporter:v0.17.1",
    before: [
      `DATA_SOURCE_PASS=$(aws rds generate-db-auth-token --region ${region} --hostname ${address} --port ${port} --username ${user})`,
      "export DATA_SOURCE_PASS",
    ],
    options: [
      mount("/etc/rds.pem", "/etc/rds.pem", "ro"),
      // Docker reads the value from the shell's environment, so that it is not visible in lists of processes.
      "--env DATA_SOURCE_PASS",
      `--env DATA_SOURCE_USER=${user}`,
      `--env 'DATA_SOURCE_URI=${address}:${port}/${name}?sslmode=verify-full&sslrootcert=/etc/rds.pem'`,
    ],
    args: [
      `--web.listen-address=127.0.0.1:${PORTS.database}`,
      "--collector.stat_statements",
      "--collector.long_running_transactions",
    ],
    maxSeconds: TOKEN_SECONDS,
  };
}

function redisExporter({ cache }: ProgramsProps): Program {
  return {
    image: "quay.io/oliver006/redis_exporter:v1.74.0",
    before: ["REDIS_PASSWORD=$(/usr/local/bin/redis-token)", "export REDIS_PASSWORD"],
    options: [
      "--env REDIS_PASSWORD",
      `--env REDIS_USER=${cache.user}`,
      `--env REDIS_ADDR=rediss://${cache.endpoint}:${REDIS_PORT}`,
    ],
    args: [
      `-web.listen-address=127.0.0.1:${PORTS.redis}`,
      "-is-cluster",
      // ElastiCache has no CONFIG command.
      "-config-command=-",
    ],
    maxSeconds: TOKEN_SECONDS,
  };
}

/** Grafana, with dashboards from files. Anyone who can connect to the port may read them without a login. */
const GRAFANA: Program = {
  image: "docker.io/grafana/grafana:12.1.0",
  options: [
    mount(`${DATA}/grafana`, "/var/lib/grafana", "rw"),
    mount(`${CONFIGURATION}/grafana/provisioning`, "/etc/grafana/provisioning", "ro"),
    mount(`${CONFIGURATION}/grafana/dashboards`, DASHBOARDS, "ro"),
    "--env GF_AUTH_ANONYMOUS_ENABLED=true",
    "--env GF_AUTH_ANONYMOUS_ORG_ROLE=Viewer",
    "--env GF_AUTH_DISABLE_LOGIN_FORM=true",
    "--env GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION=true",
    "--env GF_ANALYTICS_REPORTING_ENABLED=false",
    "--env GF_ANALYTICS_CHECK_FOR_UPDATES=false",
    `--env GF_SERVER_HTTP_PORT=${PORTS.grafana}`,
  ],
  data: { folder: "grafana", user: GRAFANA_USER },
};
