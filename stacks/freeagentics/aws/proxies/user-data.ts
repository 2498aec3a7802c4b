import { agentConfig, startAgent } from "@modules/aws/compute/agent-config";
import { NGINX_CERTIFICATES } from "../../proxies/nginx";
import { PROGRAMS, type RefreshProps, refreshProgram, TEMPLATE } from "../../proxies/refresh";
import { clientCaPath } from "../../proxies/servers";
import { timer } from "../timer";

export interface ProxyUserData extends RefreshProps {
  /** Rendered configuration, in which a placeholder line is replaced by the servers. */
  readonly configuration: string;
  /** Certificates of the CAs for client certificates, in PEM. @default clients need no certificate */
  readonly authorities?: string;
  /** Name of the log group. */
  readonly logGroup: string;
}

const AGENT_CONFIG = "/opt/aws/amazon-cloudwatch-agent/etc/proxy.json";

/** Log files of the programs; the system log has the messages of `refresh-proxy`. */
const LOGS = {
  haproxy: ["/var/log/haproxy.log", "/var/log/messages"],
  nginx: ["/var/log/nginx/access.log", "/var/log/nginx/error.log", "/var/log/messages"],
} as const;

/** Configuration of rsyslog. HAProxy sends its log to this port, because it cannot open files in its chroot. */
const HAPROXY_LOG = `module(load="imudp")
input(type="imudp" address="127.0.0.1" port="514")
if $programname == "haproxy" and $inputname == "imudp" then {
  action(type="omfile" file="/var/log/haproxy.log")
  stop
}
`;

/**
 * User data for Amazon Linux 2023 that installs a proxy. A timer runs `refresh-proxy` every minute, which starts the proxy
 * as soon as the secret has a certificate and a server is in service.
 */
export function proxyUserData(proxy: ProxyUserData): string {
  const { program, configuration, authorities, logGroup } = proxy;
  const config = {
    packages: [program, "rsyslog", "logrotate", "amazon-cloudwatch-agent"],
    write_files: [
      { path: TEMPLATE, content: configuration },
      ...(authorities ? [{ path: clientCaPath(program), content: authorities }] : []),
      ...(program === "haproxy" ? [{ path: "/etc/rsyslog.d/10-haproxy.conf", content: HAPROXY_LOG }] : []),
      { path: "/usr/local/bin/refresh-proxy", permissions: "0755", content: refreshProgram(proxy) },
      ...timer("refresh-proxy", "1min"),
      {
        path: AGENT_CONFIG,
        content: agentConfig({ logs: Object.fromEntries(LOGS[program].map((file) => [file, logGroup])) }),
      },
    ],
    runcmd: [
      ...(program === "nginx"
        ? [
            ["mkdir", "-p", NGINX_CERTIFICATES],
            // The file of the certificate also contains the private key.
            ["ln", "-sf", PROGRAMS.nginx.certificate, `${NGINX_CERTIFICATES}/key.pem`],
          ]
        : []),
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "rsyslog.service", "logrotate.timer"],
      ["systemctl", "restart", "rsyslog.service"],
      startAgent(AGENT_CONFIG),
      ["systemctl", "enable", `${program}.service`],
      ["systemctl", "start", "--no-block", "refresh-proxy.service"],
      ["systemctl", "enable", "--now", "refresh-proxy.timer"],
    ],
  };
  return `#cloud-config\n${JSON.stringify(config, null, 1)}\n`;
}
