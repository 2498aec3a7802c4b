import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const SCRIPTS = resolve("runbooks/freeagentics/scripts");
const MISSING = ["bash", "jq"].filter((tool) => spawnSync("sh", ["-c", `command -v ${tool}`]).status !== 0);

/** Runs a script with fake `aws` and `curl`, and returns their calls in order; `answers` maps shell patterns of calls to commands that print the answer. */
function run(script: string, args: readonly string[], env: Record<string, string>, answers: Record<string, string>) {
  const work = mkdtempSync(join(tmpdir(), "runbooks-"));
  const bin = join(work, "bin");
  const log = join(work, "log");
  mkdirSync(bin);
  const cases = Object.entries(answers).map(([call, answer]) => `  ${call}) ${answer} ;;`);
  const fake = `#!/bin/bash\necho "$(basename "$0") $*" >> ${log}\ncase "$*" in\n${cases.join("\n")}\nesac\n`;
  for (const tool of ["aws", "curl"]) {
    writeFileSync(join(bin, tool), fake);
    chmodSync(join(bin, tool), 0o755);
  }
  // Replaces sleep, so that tests do not wait.
  writeFileSync(join(bin, "sleep"), "#!/bin/sh\n");
  chmodSync(join(bin, "sleep"), 0o755);
  writeFileSync(log, "");
  const path = `${bin}${delimiter}${process.env.PATH}`;
  const { status, stderr, stdout } = spawnSync("bash", [join(SCRIPTS, script), ...args], {
    encoding: "utf8",
    env: { ...env, PATH: path },
  });
  return { status, stderr, stdout, calls: readFileSync(log, "utf8").trim().split("\n") };
}

/** Responses of AWS for a healthy region. */
const HEALTHY = {
  "*ReadReplicaSourceDBInstanceIdentifier*": "echo None",
  "*describe-db-instances*Endpoint*": "echo west.rds.amazonaws.com",
  "*describe-db-instances*": "echo available",
  "*describe-replication-groups*": "echo available",
  "*describe-secret*": "echo us-east-1",
  "*get-secret-value*": `echo '{"host":"east","username":"administrator","url":"postgresql://u:p@east:5432/app"}'`,
  "*put-secret-value*": "cat /dev/stdin >&2",
  "*CanonicalHostedZoneId*": "printf 'west.elb.amazonaws.com\\tZWEST\\n'",
  "*describe-auto-scaling-groups*": "echo i-1",
  "*send-command*": "echo c1",
  "*get-command-invocation*Status*": "echo Success",
  "*describe-target-groups*": "echo arn:group",
  "*describe-target-health*": "echo 3",
  "*list-resource-record-sets*": `echo '["origin.aws.freeagentics.com."]'`,
  "*ChangeInfo*": "echo C1",
  "*http_code*": "printf 200",
};

describe.skipIf(MISSING.length > 0)("the failover", () => {
  const env = { HOSTED_ZONE_ID: "Z1" };
  const at = (calls: readonly string[], words: string) => calls.findIndex((call) => call.includes(words));

  test("stops the old writers, promotes the replica, detaches the password, changes the DNS name and checks, in this order", () => {
    const follows = { ...HEALTHY, "*ReadReplicaSourceDBInstanceIdentifier*": "" };
    const once = `if [[ $(grep -c ReadReplicaSource "$(dirname "$0")/../log") -gt 1 ]]; then echo None; else echo source; fi`;
    const { status, calls, stderr } = run("deployment/failover-to-secondary.sh", [], env, {
      ...follows,
      "*ReadReplicaSourceDBInstanceIdentifier*": once,
    });

    expect(stderr).toContain('"host":"west.rds.amazonaws.com"');
    expect(status).toBe(0);
    const order = [
      "update-auto-scaling-group --region us-east-1",
      "promote-read-replica --region us-west-2 --db-instance-identifier freeagentics-west-replica",
      "wait db-instance-available",
      "stop-replication-to-replica",
      "put-secret-value",
      "update-auto-scaling-group --region us-west-2",
      "change-resource-record-sets --hosted-zone-id Z1",
      "wait resource-record-sets-changed",
      "describe-target-health",
    ].map((words) => at(calls, words));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });

  test("points every name that fails over at the load balancer of us-west-2", () => {
    const names = ["origin.aws.freeagentics.com.", "proxies.aws.freeagentics.com."];
    const { calls } = run("deployment/failover-to-secondary.sh", [], env, {
      ...HEALTHY,
      "*list-resource-record-sets*": `echo '${JSON.stringify(names)}'`,
    });
    const change = calls.find((call) => call.includes("change-resource-record-sets"))!;
    const [batch] = /\{.*\}/.exec(change)!;

    expect(JSON.parse(batch).Changes).toEqual(
      names.map((Name) => ({
        Action: "UPSERT",
        ResourceRecordSet: {
          Name,
          Type: "A",
          SetIdentifier: "primary-us-east-1",
          Failover: "PRIMARY",
          AliasTarget: { DNSName: "west.elb.amazonaws.com", HostedZoneId: "ZWEST", EvaluateTargetHealth: true },
        },
      })),
    );
  });

  test("writes the new host into the secret and into its URL", () => {
    const { stderr } = run("deployment/failover-to-secondary.sh", [], env, HEALTHY);

    expect(stderr).toContain('"host":"west.rds.amazonaws.com"');
    expect(stderr).toContain("postgresql://u:p@west.rds.amazonaws.com:5432/app");
  });

  test("promotes a replica only once", () => {
    const { calls, status } = run("deployment/failover-to-secondary.sh", [], env, HEALTHY);

    expect(status).toBe(0);
    expect(at(calls, "promote-read-replica")).toBe(-1);
  });

  test("continues while us-east-1 does not answer, and says what to repeat", () => {
    const { status, stderr } = run("deployment/failover-to-secondary.sh", [], env, {
      "*update-auto-scaling-group*us-east-1*": "exit 1",
      ...HEALTHY,
    });

    expect(status).toBe(0);
    expect(stderr).toContain("repeat this as soon as it does");
  });

  test("fails without a hosted zone, before it calls AWS", () => {
    const { status, stderr, calls } = run("deployment/failover-to-secondary.sh", [], {}, HEALTHY);

    expect(status).not.toBe(0);
    expect(stderr).toContain("HOSTED_ZONE_ID: must be the id of the zone");
    expect(calls).toEqual([""]);
  });

  test("fails when the promotion takes too long, before it changes the DNS name", () => {
    const { status, calls } = run(
      "deployment/failover-to-secondary.sh",
      [],
      { ...env, WAIT_SECONDS: "0" },
      {
        ...HEALTHY,
        "*ReadReplicaSourceDBInstanceIdentifier*": "echo source",
      },
    );

    expect(status).toBe(1);
    expect(at(calls, "change-resource-record-sets")).toBe(-1);
  });
});

describe.skipIf(MISSING.length > 0)("the cache warmer", () => {
  const parameters = (calls: readonly string[]) => {
    const call = calls.find((one) => one.includes("ssm send-command"))!;
    return JSON.parse(/--parameters (\{.*\}) --query/.exec(call)![1]!);
  };

  test("sends requests from a server of the region, because the load balancer admits only Cloudflare and CloudFront", () => {
    const { status, calls } = run("cache-warmer.sh", ["us-west-2"], {}, HEALTHY);
    const { commands } = parameters(calls);

    expect(status).toBe(0);
    expect(calls.find((call) => call.includes("send-command"))).toContain("--region us-west-2 --instance-ids i-1");
    expect(commands.slice(1, -1).map((command: string) => /'(.*)'/.exec(command)?.[1])).toEqual([
      "http://localhost:8000/",
      "http://localhost:8000/health",
    ]);
    const shell = spawnSync("sh", ["-c", `curl() { return 7; }\n${commands.join("\n")}`]);
    expect(shell.status).toBe(1);
  });

  test("fails when a path does not answer, and when no server is in service", () => {
    const failed = { ...HEALTHY, "*get-command-invocation*Status*": "echo Failed" };
    const none = { ...HEALTHY, "*describe-auto-scaling-groups*": "echo None" };

    expect(run("cache-warmer.sh", ["us-west-2"], {}, failed).stderr).toContain("not all paths of us-west-2 answered");
    expect(run("cache-warmer.sh", ["us-west-2"], {}, none)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("us-west-2 has no server in service"),
    });
  });
});

describe.skipIf(MISSING.length > 0)("the check of a region", () => {
  test("requests /health through Cloudflare, which the load balancer admits", () => {
    const { status, calls } = run("health-check.sh", ["us-west-2"], {}, HEALTHY);

    expect(status).toBe(0);
    expect(calls.at(-1)).toMatch(/^curl .*https:\/\/api\.freeagentics\.com\/health$/);
    expect(calls.at(-1)).not.toContain("--connect-to");
  });

  test("fails and reports when no server is healthy", () => {
    const { status, stdout } = run(
      "health-check.sh",
      ["us-west-2"],
      {},
      { ...HEALTHY, "*describe-target-health*": "echo 0" },
    );

    expect(status).toBe(1);
    expect(stdout).toContain("FAILED  a healthy server (of 0): must be true, got false");
  });
});

describe.skipIf(MISSING.length > 0)("the recovery of the database", () => {
  const settings = JSON.stringify({
    DBInstanceClass: "db.r5.2xlarge",
    DBSubnetGroup: { DBSubnetGroupName: "subnets" },
    DBParameterGroups: [{ DBParameterGroupName: "parameters" }],
    VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-1" }],
  });

  test("restores a new instance with the settings of the old one, and renames nothing when the data is damaged", () => {
    const { calls, status } = run(
      "dr/recover-database.sh",
      ["latest"],
      {},
      {
        "*get-secret-value*": `echo '{"username":"administrator","password":"x"}'`,
        "*Endpoint*": "echo restored.invalid",
        "*describe-db-instances*": `echo '${settings}'`,
      },
    );
    const restore = calls.find((call) => call.includes("restore-db-instance-to-point-in-time"))!;

    expect(restore).toContain("--source-db-instance-identifier freeagentics-postgres");
    expect(restore).toContain("--use-latest-restorable-time");
    expect(restore).toContain("--vpc-security-group-ids sg-1 --multi-az --no-publicly-accessible");
    // The restored host does not exist here, so it does not verify.
    expect(status).not.toBe(0);
    expect(calls.filter((call) => call.includes("modify-db-instance"))).toEqual([]);
  });
});

describe.skipIf(MISSING.length > 0)("the switch of databases", () => {
  test("renames nothing while the old instance is not available, since RDS would refuse", () => {
    const { status, stderr, calls } = run(
      "switch-database.sh",
      ["restored"],
      {},
      {
        "*identifier?restored?*": "echo available",
        "*describe-db-instances*": "echo failed",
      },
    );

    expect([status, calls.filter((call) => call.includes("modify-db-instance"))]).toEqual([1, []]);
    expect(stderr).toContain("freeagentics-postgres is failed");
  });
});

test("ShellCheck finds no problem in the scripts", ({ skip }) => {
  skip(spawnSync("shellcheck", ["--version"]).error !== undefined, "shellcheck is not installed");
  const files = execFileSync("git", ["ls-files", "runbooks/**/*.sh", "images/**/*.sh"], { encoding: "utf8" });

  expect(spawnSync("shellcheck", ["-x", ...files.trim().split("\n")], { encoding: "utf8" }).stdout).toBe("");
});
