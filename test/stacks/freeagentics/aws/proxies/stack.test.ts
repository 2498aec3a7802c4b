/** Tests the proxy tier, which no committed environment enables. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { checked } from "@modules/checks/synthesize";
import { ORIGIN_PULL_AUTHORITY } from "@modules/cloudflare/security/origin-pull-authority";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { build } from "../../../../../app/build";
import { appChecks } from "../../../../../app/checks";
import { checkedEnvironments } from "../../../../../app/environments";
import { development } from "../../../../../environments/freeagentics/development";
import { production } from "../../../../../environments/freeagentics/production";
import { freeagentics } from "../../../../../stacks/freeagentics/platform";
import { haproxy as haproxyText } from "../../../../../stacks/freeagentics/proxies/haproxy";
import { nginx as nginxText } from "../../../../../stacks/freeagentics/proxies/nginx";
import { environmentWithTier, type Program, withTier } from "../../../../support/proxy-tier";

/** Stacks of an environment with the tier, by the suffixes of their ids. They have passed every check and policy. */
function stacksWithTier(name: "development" | "production", program: Program, serves = true): Record<string, Json> {
  const environments = checkedEnvironments([withTier(freeagentics, name, program, serves)]);
  const app = build(environments, mkdtempSync(join(tmpdir(), "proxy-tier-")));
  const checks = appChecks([freeagentics], undefined, [`freeagentics-${name}`]);
  return Object.fromEntries(
    checked(app, { checks }).map(({ id, json }) => [id.replace(`freeagentics-${name}-`, ""), json]),
  );
}

/** Stacks of an environment with Cloudflare and a standby. */
const haproxy = stacksWithTier("production", "haproxy");
/** Stacks of an environment without Cloudflare and a standby. */
const nginx = stacksWithTier("development", "nginx");

const all = (stack: Json | undefined, type: string) => Object.values<Json>(stack!.resource[type] ?? {});

/** Configuration of cloud-init in the launch template with this prefix of its id, with its files by path. */
function userData(stack: Json | undefined, template: string): Json {
  const [, text] = Object.entries<string>(stack!.locals).find(([name]) => name.startsWith(template))!;
  const config = JSON.parse(text.replace("#cloud-config\n", ""));
  return { ...config, files: Object.fromEntries(config.write_files.map(({ path, content }: Json) => [path, content])) };
}

test("runs two proxies or more, in private subnets of two availability zones and without public addresses", () => {
  const group = only(haproxy.proxies!, "aws_autoscaling_group");

  expect(group).toMatchObject({ min_size: 2, max_size: 4, health_check_type: "ELB" });
  expect(group.vpc_zone_identifier).toEqual(
    ["us-east-1a", "us-east-1b"].map((zone) => expect.stringContaining(`private-${zone}`)),
  );
  expect(only(haproxy.proxies!, "aws_launch_template").network_interfaces).toMatchObject([
    { associate_public_ip_address: "false" },
  ]);
});

test("serves them by a network load balancer, which keeps the addresses of clients", () => {
  const balancer = only(haproxy.proxies!, "aws_lb");
  const ports = all(haproxy.proxies, "aws_lb_listener").map(({ port, protocol }) => `${protocol} ${port}`);

  expect(balancer).toMatchObject({
    internal: false,
    load_balancer_type: "network",
    enable_cross_zone_load_balancing: true,
    enable_deletion_protection: true,
  });
  expect(ports).toEqual(["TCP 80", "TCP 443"]);
  expect(only(haproxy.proxies!, "aws_autoscaling_group").target_group_arns).toHaveLength(ports.length);
  expect(all(haproxy.proxies, "aws_lb_target_group")).toMatchObject(
    ports.map(() => ({ preserve_client_ip: "true", health_check: { port: "80", path: "/health" } })),
  );
});

test("admits Cloudflare alone, and everyone without Cloudflare", () => {
  const sources = ({ proxies }: Record<string, Json>, ports: readonly number[]) =>
    all(proxies, "aws_vpc_security_group_ingress_rule")
      .filter(({ referenced_security_group_id: group, from_port }) => !group && ports.includes(from_port))
      .map(({ cidr_ipv4, prefix_list_id }) => cidr_ipv4 ?? prefix_list_id);

  expect(sources(haproxy, [80, 443])).toEqual(Array(2).fill(expect.stringContaining("prefix_listcloudflare")));
  expect(sources(nginx, [80, 443])).toEqual(["0.0.0.0/0", "0.0.0.0/0"]);
});

test("admits the load balancer to the proxies, and the proxies to the application's ports and its hosts' firewall", () => {
  const rules = (stack: Json | undefined, target: string) =>
    all(stack, "aws_vpc_security_group_ingress_rule")
      .filter(({ security_group_id: group, referenced_security_group_id: from }) => from && group.includes(target))
      .map(({ from_port, referenced_security_group_id: from }) => `${from_port} ${from}`);

  expect(rules(haproxy.proxies, "proxies")).toEqual([
    expect.stringMatching(/^80 .*public_security-group/),
    expect.stringMatching(/^443 .*public_security-group/),
  ]);
  expect(rules(haproxy.network, ".app.")).toEqual(
    expect.arrayContaining(["8000 ${aws_security_group.proxies.id}", "3000 ${aws_security_group.proxies.id}"]),
  );
  const { files, packages } = userData(haproxy.compute, "app-template");
  expect(packages).toContain("iptables-services");
  for (const source of Object.values(production.network.subnets.private!.cidrs)) {
    for (const port of [8000, 3000]) {
      expect(files["/etc/sysconfig/iptables"]).toContain(
        `-A INPUT -s ${source} -p tcp -m tcp --dport ${port} -j ACCEPT`,
      );
    }
  }
  expect(files["/usr/local/bin/run-app"]).toContain("'WEB_PORT=3000'");
});

test.each([
  ["haproxy", haproxy, haproxyText, environmentWithTier("production", "haproxy")],
  ["nginx", nginx, nginxText, environmentWithTier("development", "nginx")],
] as const)(
  "installs %s with the rendered configuration, and refreshes it every minute",
  (program, stacks, text, environment) => {
    const { packages, runcmd, files } = userData(stacks.proxies, "template");

    expect(packages).toContain(program);
    expect(files["/etc/proxy/template"]).toBe(text(environment, environment.proxies!));
    expect(files["/usr/local/bin/refresh-proxy"]).toContain(`'freeagentics-app${environment.nameSuffix}'`);
    // New proxies must be able to start while the application fails.
    expect(files["/usr/local/bin/refresh-proxy"]).toContain("[?LifecycleState=='InService'].InstanceId");
    expect(files["/etc/systemd/system/refresh-proxy.timer"]).toContain("OnUnitActiveSec=1min");
    expect(runcmd.at(-1)).toEqual(["systemctl", "enable", "--now", "refresh-proxy.timer"]);
  },
);

test("demands Cloudflare's client certificate where Cloudflare is in front, as the public load balancer does", () => {
  const { files } = userData(haproxy.proxies, "template");

  expect(files["/etc/haproxy/clients.pem"]).toBe(ORIGIN_PULL_AUTHORITY);
  expect(files["/etc/proxy/template"]).toContain("ca-file /etc/haproxy/clients.pem verify required");
  expect(Object.keys(userData(nginx.proxies, "template").files).filter((path) => path.endsWith("pem"))).toEqual([]);
});

test("lets the proxies read their certificate and find servers, and keeps the certificate out of the state", () => {
  const { resource } = haproxy.proxies!;
  const statements = all(haproxy.proxies, "aws_iam_role_policy").flatMap(({ policy }) => JSON.parse(policy).Statement);
  const actions = (action: string) => statements.filter(({ Action }: Json) => JSON.stringify(Action).includes(action));

  expect(actions("secretsmanager:GetSecretValue")).toMatchObject([
    { Resource: expect.stringContaining("secret:freeagentics/proxy-certificate-??????") },
  ]);
  expect(actions("ec2:DescribeInstances")).toMatchObject([
    { Action: ["autoscaling:DescribeAutoScalingGroups", "ec2:DescribeInstances"] },
  ]);
  expect(only(haproxy.proxies!, "aws_secretsmanager_secret").lifecycle.prevent_destroy).toBe(true);
  expect(resource).not.toHaveProperty("aws_secretsmanager_secret_version");
});

test("points Cloudflare's names to the proxies, and to the standby's load balancer while the region is unhealthy", () => {
  const name = `proxies.${production.domain}`;
  const records = all(haproxy.records, "aws_route53_record").filter((record) => record.name === name);

  expect(all(haproxy["cloudflare-edge"], "cloudflare_dns_record").map(({ content }) => content)).toEqual([name, name]);
  expect(records).toMatchObject([
    { set_identifier: "primary-us-east-1", alias: { name: expect.stringContaining("production-proxies.outputs") } },
    { set_identifier: "secondary-us-west-2", alias: { name: expect.stringContaining("load-balancing-us-west-2") } },
  ]);
  for (const stack of ["load-balancing", "load-balancing-us-west-2"]) {
    expect(only(haproxy[stack]!, "aws_acm_certificate").subject_alternative_names).toContain(name);
  }
  // CloudFront must still use the load balancer.
  expect(JSON.stringify(haproxy.edge!.resource.aws_cloudfront_distribution)).toContain(`origin.${production.domain}`);
});

test("points the public names to the proxies without Cloudflare", () => {
  const records = all(nginx.records, "aws_route53_record").filter(({ alias }) =>
    alias.name.includes("proxies.outputs"),
  );

  expect(records.map(({ name }) => name)).toEqual(
    ["proxies", "api", "app"].map((label) => `${label}.${development.domain}`),
  );
});

test("points the names to the load balancer until the proxies serve", () => {
  const { proxies, records } = stacksWithTier("development", "haproxy", false);

  expect(only(proxies!, "aws_lb").load_balancer_type).toBe("network");
  expect(all(records, "aws_route53_record").map(({ name }) => name)).toEqual(
    ["origin", "proxies"].map((label) => `${label}.${development.domain}`),
  );
});

test("watches whether the proxies find their servers, are healthy and have capacity", () => {
  const alarms = all(haproxy.proxies, "aws_cloudwatch_metric_alarm");
  const names = alarms.map(({ alarm_name }) => alarm_name);
  const { alarm_description: text } = alarms.find(({ alarm_name }) => alarm_name === "freeagentics-proxies-refresh")!;

  expect(names).toEqual(
    expect.arrayContaining([
      "freeagentics-proxies-refresh",
      "freeagentics-proxy-https-no-healthy-target",
      "freeagentics-proxies-cpu",
      "freeagentics-proxies-disk",
    ]),
  );
  expect(readFileSync("runbooks/alarms.md", "utf8")).toContain(`\n## ${text.split("#").at(-1)}\n`);
});
