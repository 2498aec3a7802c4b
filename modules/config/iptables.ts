/** Rules of the Linux packet filter in the format of `iptables-restore`: https://manpages.debian.org/bookworm/iptables/iptables-restore.8.en.html. */

/** A TCP port that clients in a network may connect to. */
export interface AdmittedPort {
  /** Network of the clients, such as `10.0.1.0/24`, or `10.0.1.10/32` for one host. */
  readonly source: string;
  readonly port: number;
}

export interface InputRules {
  readonly family: "ipv4" | "ipv6";
  readonly ports: readonly AdmittedPort[];
}

/**
 * Text of `rules.v4` or `rules.v6`: drops all packets to the host except replies, loopback, ICMP and connections to the
 * ports.
 *
 * @example inputRules({ family: "ipv4", ports: [{ source: "10.0.1.10/32", port: 22 }] });
 */
export function inputRules({ family, ports }: InputRules): string {
  const icmp = family === "ipv4" ? "icmp" : "ipv6-icmp";
  return [
    "*filter",
    ":INPUT DROP [0:0]",
    ":FORWARD ACCEPT [0:0]",
    ":OUTPUT ACCEPT [0:0]",
    "-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT",
    "-A INPUT -i lo -j ACCEPT",
    // Path MTU discovery depends on ICMP, and IPv6 finds its neighbors with it.
    `-A INPUT -p ${icmp} -j ACCEPT`,
    ...ports.map(({ source, port }) => `-A INPUT -s ${source} -p tcp -m tcp --dport ${port} -j ACCEPT`),
    "COMMIT",
    "",
  ].join("\n");
}
