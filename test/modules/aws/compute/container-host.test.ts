import { execFileSync } from "node:child_process";
import { type ContainerHost, containerHost } from "@modules/aws/compute/container-host";
import type { ILogGroup } from "@modules/aws/operations/log-group";
import { expect, test } from "vitest";

/** Files that cloud-init writes, by path, and its configuration. */
function rendered(props: Partial<ContainerHost> = {}) {
  const text = containerHost({
    name: "web",
    image: "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:v1",
    logGroup: { name: "/shop/web" } as ILogGroup,
    region: "us-east-1",
    ...props,
  });
  expect(text).toMatch(/^#cloud-config\n/);
  const config = JSON.parse(text.replace("#cloud-config\n", ""));
  const files: { path: string; content: string }[] = config.write_files;
  return { config, file: (path: string) => files.find((file) => file.path === path)!.content };
}

/** Arguments of the script's docker command, as a shell splits them. */
function words(script: string): string[] {
  const printed = script.replace("exec docker", `printf '%s\\n'`);
  return execFileSync("sh", ["-c", printed], { encoding: "utf8" }).trimEnd().split("\n");
}

test("runs the image as a service that always restarts", () => {
  const { config, file } = rendered();

  const unit = file("/etc/systemd/system/web.service");
  expect(unit).toContain("ExecStart=/usr/local/bin/run-web\n");
  expect(unit).toContain("Restart=always\n");
  expect(config.runcmd.at(-1)).toEqual(["systemctl", "enable", "--now", "--no-block", "web.service"]);
});

test("passes ports, environment variables and the log group to the container", () => {
  const run = words(rendered({ ports: { 80: 8080 }, environment: { MODE: "fast" } }).file("/usr/local/bin/run-web"));

  expect(run).toEqual(expect.arrayContaining(["80:8080", "MODE=fast", "awslogs-group=/shop/web", "no-new-privileges"]));
  expect(run.at(-1)).toBe("111122223333.dkr.ecr.us-east-1.amazonaws.com/web:v1");
});

test("quotes environment variables for the shell", () => {
  const value = `it's "$(reboot)"; \`id\` & more`;

  expect(words(rendered({ environment: { NOTE: value } }).file("/usr/local/bin/run-web"))).toContain(`NOTE=${value}`);
});

test("logs in to the registry with the role of the instance and stores no credentials", () => {
  const { config, file } = rendered();

  expect(config.packages).toContain("amazon-ecr-credential-helper");
  expect(JSON.parse(file("/etc/container-host/config.json"))).toEqual({ credsStore: "ecr-login" });
  expect(file("/etc/systemd/system/web.service")).toContain("Environment=DOCKER_CONFIG=/etc/container-host\n");
});

test("loads the rules of the packet filter at every boot, before Docker adds its chains", () => {
  const { config, file } = rendered({ packetFilter: { v4: "*filter\nCOMMIT\n", v6: "*filter\n# v6\nCOMMIT\n" } });
  const at = (unit: string) => config.runcmd.findIndex((command: string[]) => command.includes(unit));

  expect(config.packages).toContain("iptables-services");
  expect(file("/etc/sysconfig/iptables")).toBe("*filter\nCOMMIT\n");
  expect(file("/etc/sysconfig/ip6tables")).toContain("# v6");
  expect(at("iptables.service")).toBeGreaterThan(-1);
  expect(at("ip6tables.service")).toBeLessThan(at("docker.service"));
  expect(rendered().config.packages).not.toContain("iptables-services");
});

test("fails on a name that systemd would misread", () => {
  expect(() => rendered({ name: "web; reboot" })).toThrow(
    "name must be lower-case letters, digits and inner hyphens, got web; reboot",
  );
});

test("fails on the name of an environment variable that a shell rejects", () => {
  expect(() => rendered({ environment: { "A-B": "1" } })).toThrow(
    "environment must have names of letters, digits and underscores, got A-B",
  );
});

test("uses the host's network when asked to", () => {
  const run = (hostNetwork: boolean) => words(rendered({ hostNetwork }).file("/usr/local/bin/run-web")).join(" ");

  expect(run(true)).toContain("--network host");
  expect(run(false)).not.toContain("--network");
});

test("mounts a volume on the host at every boot, and in the container", () => {
  const { config, file } = rendered({ volumes: { "/var/log/web": "/dev/sdf" } });
  const commands = config.runcmd.map((command: string[]) => command.join(" "));

  expect(commands).toContain("sh -c blkid /dev/sdf || mkfs.xfs /dev/sdf");
  expect(commands).toContain("sh -c echo '/dev/sdf /var/log/web xfs defaults,nofail 0 2' >> /etc/fstab");
  expect(commands.indexOf("mount /var/log/web")).toBeLessThan(commands.indexOf("systemctl daemon-reload"));
  expect(words(file("/usr/local/bin/run-web"))).toContain("/var/log/web:/var/log/web");
});

test("writes files on the host, and enables logrotate for its configuration", () => {
  const { config, file } = rendered({ files: { "/etc/logrotate.d/web": "/var/log/web/*.log {}\n" } });

  expect(file("/etc/logrotate.d/web")).toBe("/var/log/web/*.log {}\n");
  expect(config.packages).toContain("logrotate");
  expect(config.runcmd).toContainEqual(["systemctl", "enable", "--now", "logrotate.timer"]);
  expect(rendered().config.packages).not.toContain("logrotate");
});

test("installs the CloudWatch agent before it starts the container, and escapes the agent's own variable", () => {
  const { config, file } = rendered({ agent: true, volumes: { "/data": "/dev/sdf" } });
  const agent = file("/opt/aws/amazon-cloudwatch-agent/etc/container-host.json");

  expect(config.packages).toContain("amazon-cloudwatch-agent");
  expect(agent).toContain("$${aws:AutoScalingGroupName}");
  expect(JSON.parse(agent).metrics.metrics_collected.disk.resources).toEqual(["/", "/data"]);
  expect(
    config.runcmd.findIndex(([program]: string[]) => program!.endsWith("amazon-cloudwatch-agent-ctl")),
  ).toBeLessThan(config.runcmd.length - 1);
  expect(rendered().config.packages).not.toContain("amazon-cloudwatch-agent");
});

test("starts companions with the host", () => {
  const { config, file } = rendered({ companions: { exporter: "--pid host quay.io/shop/exporter:v1 --quiet" } });

  expect(file("/etc/systemd/system/exporter.service")).toMatch(
    /ExecStart=\/usr\/bin\/docker run --name exporter .*--network host.* --pid host quay.io\/shop\/exporter:v1 --quiet\n/,
  );
  expect(config.runcmd).toContainEqual(["systemctl", "enable", "--now", "--no-block", "exporter.service"]);
});
