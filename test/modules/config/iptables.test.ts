import { inputRules } from "@modules/config/iptables";
import { expect, test } from "vitest";

test("admits the ports from their networks, and drops what no rule admits", () => {
  const lines = inputRules({ family: "ipv4", ports: [{ source: "10.0.1.0/24", port: 8000 }] }).split("\n");

  expect(lines).toContain("-A INPUT -s 10.0.1.0/24 -p tcp -m tcp --dport 8000 -j ACCEPT");
  expect(lines).toContain(":INPUT DROP [0:0]");
  expect(lines.at(-2)).toBe("COMMIT");
});

test.each([
  ["ipv4", "-A INPUT -p icmp -j ACCEPT"],
  ["ipv6", "-A INPUT -p ipv6-icmp -j ACCEPT"],
] as const)("admits the control messages of %s", (family, rule) => {
  expect(inputRules({ family, ports: [] })).toContain(rule);
});
