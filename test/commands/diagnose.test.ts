import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkedEnvironments, environmentName } from "../../app/environments";
import { inLines, lockedProviders } from "../../commands/diagnose";
import { identity, locks, remainingTime, stateBackend } from "../../commands/diagnose/aws";
import { reasonIn } from "../../commands/diagnose/cli";
import { clusters } from "../../commands/diagnose/clusters";
import { delegation, nameServersOf } from "../../commands/diagnose/delegations";
import { googleQuotas } from "../../commands/diagnose/google-quotas";
import { administrators, buckets } from "../../commands/diagnose/names";
import { quotas } from "../../commands/diagnose/quotas";
import { checkReadiness, nodeFaults, ownedStacks, terraformFinding } from "../../commands/diagnose/readiness";
import { dockerHubSecret } from "../../commands/diagnose/secrets";
import { clusterZones } from "../../commands/diagnose/zones";
import { chooseStacks } from "../../commands/workspace";
import type { LpEnvironment } from "../../environments/lp/schema";
import type { ClusterStack } from "../../stacks/base/cluster-stack";
import { platforms } from "../../stacks/platforms";
import { withPrograms } from "../support/programs";

const checked = checkedEnvironments(platforms).find((one) => environmentName(one) === "lp-production")!;
const id = checked.environment.account.id;

function identified(accountId: string): string {
  return `case "$1" in sts) echo '{"Account":"${accountId}","Arn":"arn:aws:iam::${accountId}:user/me"}'; exit;; esac`;
}

test.each([["18.20.0"], ["20.10.0"]])("refuses Node %s", (version) => {
  expect(nodeFaults(version)).toEqual([
    `Node must be 20.19 or newer, got ${version}; install it from https://nodejs.org`,
  ]);
});

test.each([["20.19.0"], ["24.1.0"]])("accepts Node %s", (version) => {
  expect(nodeFaults(version)).toEqual([]);
});

test("refuses an old Terraform and a missing one, with the place to get it", async () => {
  const old = withPrograms({ terraform: `echo '{"terraform_version":"1.9.8"}'` });

  expect((await terraformFinding(old)).faults).toEqual([
    "terraform must be 1.11.0 or newer, got 1.9.8; install it: https://developer.hashicorp.com/terraform/install",
  ]);
  expect((await terraformFinding({ PATH: "/nowhere" })).faults.join()).toContain("terraform was not found: install");
});

test("refuses credentials of another account", async () => {
  const { faults } = await identity(checked, withPrograms({ aws: identified("999999999999") }));

  expect(faults).toEqual([
    `lp-production: the credentials must be of account ${id}, got 999999999999 (arn:aws:iam::999999999999:user/me); set AWS_PROFILE to a profile of that account`,
  ]);
});

/** The environment with its state in HCP Terraform. */
const inHcp = {
  ...checked,
  environment: {
    ...checked.environment,
    state: {
      backend: "hcp",
      organization: "shop",
      project: "shop",
      approvers: [],
      autoApply: false,
      notifications: false,
    },
  },
} as typeof checked;

test("says what to do when the state's bucket or the lock table do not answer", async () => {
  const found = await stateBackend(checked, withPrograms({ aws: "echo 'Not Found'; exit 1" }));

  expect(found!.faults.map((fault) => fault.replace(/^.*?got: /, ""))).toEqual([
    "Not Found; run `pnpm bootstrap lp-production` if the account is new",
    "Not Found; run `pnpm bootstrap lp-production` if the account is new",
  ]);
  expect((await stateBackend(checked, withPrograms({ aws: "echo {}" })))!.faults).toEqual([]);
});

test("asks for no bucket and for no locks where HCP Terraform keeps the state", async () => {
  const refused = withPrograms({ aws: "echo unexpected; exit 1" });

  expect(await stateBackend(inHcp, refused)).toBeUndefined();
  expect(await locks(inHcp, refused)).toBeUndefined();
});

test("accepts credentials of the account", async () => {
  expect(await identity(checked, withPrograms({ aws: identified(id) }))).toEqual({
    subject: `AWS account of lp-production: ${id} as arn:aws:iam::${id}:user/me`,
    faults: [],
  });
});

test("says when credentials are refused, and when there is no AWS CLI", async () => {
  expect((await identity(checked, withPrograms({ aws: "echo 'Token expired'; exit 255" }))).faults.join()).toMatch(
    /must accept the credentials of this machine, got: Token expired; log in/,
  );
  expect(await identity(checked, { PATH: "/nowhere" })).toMatchObject({ skipped: "the AWS CLI is not installed" });
});

test.each([
  ["", "no answer"],
  ["\nUnable to locate credentials.\n", "Unable to locate credentials."],
  [
    "ERROR: (gcloud.compute) You do not have an account.\nPlease run:\n\n  $ gcloud auth login\n\nto select one.\n",
    "(gcloud.compute) You do not have an account.",
  ],
])("finds the reason in what a command line prints: %j", (output, reason) => {
  expect(reasonIn(output)).toBe(reason);
});

test("marks faults, advice and checks that were left out", () => {
  expect(inLines({ subject: "one", faults: [] })).toEqual(["ok one"]);
  expect(inLines({ subject: "one", faults: ["wrong"], advice: ["better"] })).toEqual([
    "!! one",
    "     wrong",
    "     better",
  ]);
  expect(inLines({ subject: "one", faults: [], advice: ["better"] })).toEqual(["!  one", "     better"]);
  expect(inLines({ subject: "one", faults: [], skipped: "no answer" })).toEqual(["-  one: not checked, no answer"]);
  expect(inLines({ subject: "one", faults: ["wrong"], skipped: "no answer" })).toEqual([
    "!! one: not all checked, no answer",
    "     wrong",
  ]);
});

test("advises to lock the providers, which is no fault: a fresh clone plans without checksums", () => {
  const outdir = mkdtempSync(join(tmpdir(), "diagnose-"));
  mkdirSync(join(outdir, "stacks", "network"), { recursive: true });
  const required_providers = { aws: { source: "aws", version: "5.100.0" } };
  writeFileSync(join(outdir, "stacks/network/cdk.tf.json"), JSON.stringify({ terraform: { required_providers } }));

  expect(lockedProviders([{ id: "network" }], outdir, join(outdir, "none.hcl"))).toMatchObject({
    faults: [],
    advice: [expect.stringMatching(/must hold the checksums of all providers.*; run `pnpm lock` and commit the file$/)],
  });
});

test("asks no account of environments whose owner's values are missing", () => {
  const { chosen } = chooseStacks({ stacks: ["lp-production-network", "lp-development-network"] });

  expect(ownedStacks(chosen)).toEqual([]);
});

test("refuses credentials that end before the stacks are done", async () => {
  const env = withPrograms({ aws: `echo '{ "Expiration": "2026-01-01T10:20:00+00:00" }'` });
  const at = (time: string, count: number) => remainingTime(checked, count, env, Date.parse(time));

  expect((await at("2026-01-01T10:00:00Z", 30)).faults).toEqual([
    "lp-production: the credentials must last 40 minutes for 30 stacks, got 20; log in again, such as with `aws sso login`, or name fewer stacks",
  ]);
  expect(await at("2026-01-01T10:00:00Z", 5)).toEqual({
    subject: "time that the credentials of lp-production last: 20 minutes",
    faults: [],
  });
  expect((await at("2026-01-01T11:00:00Z", 5)).faults.join()).toContain("got 0");
});

test("does not check the time of credentials without an end", async () => {
  const endless = withPrograms({ aws: `echo '{ "AccessKeyId": "x" }'` });

  expect(await remainingTime(checked, 5, endless)).toMatchObject({ faults: [], skipped: expect.any(String) });
  expect(await remainingTime(checked, 5, { PATH: "/nowhere" })).toMatchObject({ skipped: expect.any(String) });
});

test("lists held locks with holder, time and the command to release them", async () => {
  const info = {
    ID: "f00d",
    Who: "me@laptop",
    Created: "2026-01-01 10:00:00.123456789 +0000 UTC",
    Path: "b/lp/production/data.tfstate",
    Operation: "OperationTypeApply",
  };
  const items = JSON.stringify({ Items: [{ Info: { S: JSON.stringify(info) } }] });

  const now = Date.parse("2026-01-01T13:30:00Z");
  expect((await locks(checked, withPrograms({ aws: `echo '${items}'` }), now))!.faults).toEqual([
    "b/lp/production/data.tfstate is locked by me@laptop since 2026-01-01 10:00:00.123456789 +0000 UTC, for 3 hours (OperationTypeApply); if that process is gone, run `pnpm unlock STACK f00d`",
  ]);
});

const QUOTAS = { fargateVcpus: 100, rulesPerLoadBalancer: 200 };

function withQuotas(named: object) {
  const { environment } = checked;
  return {
    ...checked,
    environment: { ...environment, account: { ...environment.account, quotas: named } },
  } as typeof checked;
}

test("compares the quotas that the environment's file names with those that AWS has granted", async () => {
  const granted = (value: number) =>
    withPrograms({
      aws: `case "$*" in *"--quota-code L-3032A538"*) echo '{"Quota":{"Value":${value}}}';; *) exit 1;; esac`,
    });

  expect((await quotas(withQuotas(QUOTAS), granted(100)))!.faults).toEqual([]);
  expect((await quotas(withQuotas(QUOTAS), granted(6)))!.faults).toEqual([
    `${checked.file}: account.quotas.fargateVcpus must be granted, got 6 of 100 vCPUs of Fargate On-Demand tasks (L-3032A538) in us-east-1; run \`aws service-quotas request-service-quota-increase --service-code fargate --quota-code L-3032A538 --desired-value 100 --region us-east-1\``,
  ]);
});

test("compares no quotas that AWS does not answer for", async () => {
  const refused = withPrograms({ aws: "echo AccessDenied; exit 254" });

  expect(await quotas(withQuotas(QUOTAS), refused)).toMatchObject({ faults: [], skipped: "AccessDenied" });
  expect(await quotas(withQuotas({ rulesPerLoadBalancer: 200 }), refused)).toBeUndefined();
  expect(await quotas(withQuotas(QUOTAS), { PATH: "/nowhere" })).toMatchObject({
    skipped: expect.stringContaining("CLI"),
  });
});

test("compares the quotas of Google Cloud that the environment's file names with those of its project", async () => {
  const { google } = checked.environment as LpEnvironment;
  const { id: project } = google!.project;
  const gcloud = (cpus: number) =>
    withPrograms({
      gcloud: `case "$*" in
        "compute regions describe ${google!.region} --project=${project} --format=json(quotas)")
          echo '{"quotas":[{"metric":"CPUS","limit":${cpus},"usage":0},{"metric":"SSD_TOTAL_GB","limit":4096,"usage":0}]}';;
        "compute project-info describe --project=${project} --format=json(quotas)")
          echo '{"quotas":[{"metric":"FIREWALLS","limit":200,"usage":3}]}';;
        *) echo "unexpected: $*"; exit 1;;
      esac`,
    });
  const { cpus } = google!.quotas;

  expect(await googleQuotas(checked, gcloud(cpus!))).toEqual({
    subject: "quotas of Google Cloud of lp-production",
    faults: [],
  });
  expect((await googleQuotas(checked, gcloud(24)))!.faults).toEqual([
    `${checked.file}: google.quotas.cpus must be granted, got 24 of ${cpus} vCPUs of E2, N1 and shared-core machines in ${project}; ask for CPUS at https://console.cloud.google.com/iam-admin/quotas?project=${project}`,
  ]);
});

test("compares no quotas of Google Cloud that its project does not answer for", async () => {
  const withoutGoogle = { ...checked, environment: { ...checked.environment, google: undefined } } as typeof checked;

  expect(await googleQuotas(checked, withPrograms({ gcloud: "echo permission denied; exit 1" }))).toMatchObject({
    faults: [],
    skipped: "permission denied",
  });
  expect(await googleQuotas(checked, { PATH: "/nowhere" })).toMatchObject({ skipped: expect.stringContaining("CLI") });
  expect(await googleQuotas(withoutGoogle)).toBeUndefined();
});

test("says which stacks cannot be planned when the endpoint of their cluster does not answer", async () => {
  const { chosen } = chooseStacks({ stacks: ["lp-production-controllers", "lp-production-workloads"] });
  const at = (port: number) => withPrograms({ aws: `echo http://127.0.0.1:${port}` });
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  expect((await Promise.all(clusters(chosen, at(port)))).map(({ subject, faults }) => ({ subject, faults }))).toEqual([
    { subject: "endpoint of the cluster lp-production in us-east-1", faults: [] },
  ]);
  server.close();
  await once(server, "close");
  const [refused] = await Promise.all(clusters(chosen, at(port)));
  expect(refused!.faults[0]).toMatch(
    /^lp-production-controllers, lp-production-workloads: http:\/\/127\.0\.0\.1:\d+ must answer this machine, got connect ECONNREFUSED .*; add its address to adminCidrs/,
  );
  const [unknown] = await Promise.all(clusters(chosen, withPrograms({ aws: "echo no such cluster; exit 254" })));
  expect(unknown).toMatchObject({ faults: [], skipped: "no such cluster" });
});

test("asks Google for the DNS-based endpoint of a GKE cluster, and says when it does not answer", async () => {
  const { chosen } = chooseStacks({ stacks: ["lp-production-google-controllers", "lp-production-google-workloads"] });
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const { google } = checked.environment as LpEnvironment;
  const gcloud = withPrograms({
    gcloud: `case "$*" in
      "container clusters describe "*" --project=${google!.project.id} --location=${google!.region} --format=value(controlPlaneEndpointsConfig.dnsEndpointConfig.endpoint)")
        echo 127.0.0.1:${port};;
      *) echo "unexpected: $*"; exit 1;;
    esac`,
  });

  const [answers, ...others] = await Promise.all(clusters(chosen, gcloud));
  expect(answers).toEqual({ subject: expect.stringContaining(`in ${google!.region}`), faults: [] });
  expect(others).toEqual([]);
  server.close();
  await once(server, "close");
  const [refused] = await Promise.all(clusters(chosen, gcloud));
  expect(refused!.faults).toEqual([
    expect.stringMatching(
      /^lp-production-google-controllers, lp-production-google-workloads: https:\/\/127\.0\.0\.1:\d+ must answer this machine, got connect ECONNREFUSED .*; let this machine reach Google/,
    ),
  ]);
  expect(await Promise.all(clusters(chosen, { PATH: "/nowhere" }))).toMatchObject([
    { faults: [], skipped: "the Google Cloud CLI is not installed" },
  ]);
});

test("asks for the address of a GKE cluster without a DNS-based endpoint", async () => {
  const { chosen } = chooseStacks({ stacks: ["lp-production-google-controllers"] });
  const access = (chosen[0]!.stack as ClusterStack).access;
  const cluster = { ...access.cluster!, namedEndpoint: false };
  const stack = Object.assign(Object.create(chosen[0]!.stack), { access: { ...access, cluster } });
  // Nothing listens on the first port.
  const gcloud = withPrograms({ gcloud: `case "$*" in *"value(endpoint)") echo 127.0.0.1:1;; *) exit 1;; esac` });

  const [refused] = await Promise.all(clusters([{ ...chosen[0]!, stack }], gcloud));
  expect(refused!.faults[0]).toMatch(/https:\/\/127\.0\.0\.1:1 must answer .*; add its address to adminCidrs/);
});

test("reports every fault together", async () => {
  await expect(
    checkReadiness([
      { id: "lp-production-network", stack: { ...checked, node: { children: [] } } as never, environment: checked },
    ]),
  ).rejects.toThrow(
    /is still the documentation value 333333333333\n[\s\S]*Put the real values there[\s\S]*`pnpm diagnose` checks again/,
  );
});

describe("availability zones of clusters", () => {
  const cluster = { resource: { aws_eks_cluster: { it: {} } }, provider: { aws: [{ region: "us-east-1" }] } };
  /** An account whose zones have these ids, in the order of their names. */
  const accountWith = (...ids: string[]) => {
    const zones = ids.map((ZoneId, index) => ({ ZoneName: `us-east-1${"abcdef"[index]}`, ZoneId }));
    return withPrograms({ aws: `echo '${JSON.stringify({ AvailabilityZones: zones })}'` });
  };

  test("may have any name where EKS makes clusters", async () => {
    const found = await clusterZones(checked, [cluster], accountWith("use1-az6", "use1-az1", "use1-az2"));

    expect(found).toMatchObject({ faults: [] });
    expect(found!.skipped).toBeUndefined();
  });

  test("are refused where EKS makes none in this account", async () => {
    const { faults } = (await clusterZones(checked, [cluster], accountWith("use1-az6", "use1-az3", "use1-az2")))!;

    expect(faults).toEqual([
      `${checked.file}: us-east-1b must be a zone in which EKS makes clusters, got use1-az3 in this account; name another zone in availabilityZones and in cidrs`,
    ]);
  });

  test("are refused where the account has none of that name", async () => {
    const { faults } = (await clusterZones(checked, [cluster], accountWith("use1-az6", "use1-az1")))!;

    expect(faults).toEqual([
      expect.stringContaining("us-east-1c must be a zone of the account, got us-east-1a, us-east-1b"),
    ]);
  });

  test("do not matter without a cluster, and are left out when AWS does not answer", async () => {
    const stack = { ...cluster, resource: { aws_vpc: { it: {} } } };

    expect(await clusterZones(checked, [stack], accountWith("use1-az3"))).toBeUndefined();
    expect(await clusterZones(checked, [cluster], withPrograms({ aws: "echo Denied; exit 1" }))).toMatchObject({
      skipped: "Denied",
    });
    expect(await clusterZones(checked, [cluster], { PATH: "/nowhere" })).toMatchObject({ skipped: expect.any(String) });
  });
});

describe("names of buckets", () => {
  const stack = {
    resource: {
      aws_s3_bucket: { mine: { bucket: "mine" }, later: { bucket: "later" }, made: { bucket: "${local.x}" } },
    },
  };
  /** S3 of which one bucket is this account's, one is free, and `other` is another customer's. */
  const s3 = withPrograms({
    aws: `case "$*" in
      *"--bucket mine "*) exit 0;;
      *"--bucket later "*) echo 'An error occurred (404) when calling the HeadBucket operation: Not Found'; exit 254;;
      *"--bucket other "*) echo 'An error occurred (403) when calling the HeadBucket operation: Forbidden'; exit 254;;
      *) echo 'Token expired'; exit 255;;
    esac`,
  });

  test("may be free or this account's", async () => {
    expect(await buckets(checked, [stack], s3)).toMatchObject({ faults: [], skipped: undefined });
  });

  test("are refused when another customer has them", async () => {
    const taken = { resource: { aws_s3_bucket: { it: { bucket: "other" } } } };

    expect((await buckets(checked, [stack, taken], s3)).faults).toEqual([
      expect.stringContaining(`the bucket name other must be free or of account ${id}`),
    ]);
  });

  test("are left out when S3 does not answer", async () => {
    const unknown = { resource: { aws_s3_bucket: { it: { bucket: "unknown" } } } };

    expect(await buckets(checked, [unknown], s3)).toMatchObject({ faults: [], skipped: "Token expired" });
    expect(await buckets(checked, [stack], { PATH: "/nowhere" })).toMatchObject({ skipped: expect.any(String) });
  });
});

describe("roles of administrators", () => {
  const answer = (script: string) => administrators(checked, withPrograms({ aws: script }));

  test("have to exist, because EKS refuses access for others", async () => {
    expect((await answer("echo '{}'"))!.faults).toEqual([]);
    expect((await answer("echo 'An error occurred (NoSuchEntity)'; exit 254"))!.faults).toEqual([
      `${checked.file}: the role platform-administrator must exist in account ${id}, got none; create it, or name another in administrators of owner.ts`,
    ]);
  });

  test("do not matter where the environment names none", async () => {
    const without = checkedEnvironments(platforms).find((one) => environmentName(one) === "freeagentics-production")!;

    expect(await administrators(without, withPrograms({ aws: "exit 1" }))).toBeUndefined();
  });

  test("are left out when IAM does not answer", async () => {
    expect(await answer("echo 'Token expired'; exit 255")).toMatchObject({ faults: [], skipped: "Token expired" });
    expect(await administrators(checked, { PATH: "/nowhere" })).toMatchObject({ skipped: expect.any(String) });
  });
});

describe("login of Docker Hub", () => {
  const answer = (script: string) => dockerHubSecret(checked, withPrograms({ aws: script }));
  const arn = (checked.environment as LpEnvironment).kubernetes.dockerHubSecretArn!;

  test("has to exist before kubernetes makes the cache that reads it", async () => {
    expect((await answer(`case "$*" in *"--secret-id ${arn} "*) echo '{}';; *) exit 2;; esac`))?.faults).toEqual([]);
    expect((await answer("echo 'An error occurred (ResourceNotFoundException)'; exit 254"))?.faults).toEqual([
      `${checked.file}: the secret ${arn} must exist before kubernetes is applied, got none; make it with \`aws secretsmanager create-secret\` as dockerHubSecretArn in environments/schema/owner.ts says, or leave that value out`,
    ]);
    expect((await answer(`echo '{"DeletedDate":"2026-01-01"}'`))?.faults).toEqual([
      expect.stringContaining("got one that is scheduled for deletion"),
    ]);
  });

  test("is left out when AWS does not answer, and where the environment names none", async () => {
    const without = checkedEnvironments(platforms).find((one) => environmentName(one) === "freeagentics-production")!;

    expect(await answer("echo 'Token expired'; exit 255")).toMatchObject({ faults: [], skipped: "Token expired" });
    expect(await dockerHubSecret(checked, { PATH: "/nowhere" })).toMatchObject({ skipped: expect.any(String) });
    expect(await dockerHubSecret(without, withPrograms({ aws: "exit 1" }))).toBeUndefined();
  });
});

describe("delegation of the domain", () => {
  const named = (name: string) => checkedEnvironments(platforms).find((one) => environmentName(one) === name)!;
  /** Route 53 with these zones after one another. */
  const route53 = (...zones: readonly object[]) =>
    withPrograms({
      aws: `case "$2 $4" in
        "list-hosted-zones-by-name "*) echo '${JSON.stringify({ HostedZones: zones })}';;
        "get-hosted-zone PUBLIC") echo '{"DelegationSet":{"NameServers":["ns-1.example.net","ns-2.example.org"]}}';;
        "get-hosted-zone "*) echo '{"VPCs":[]}';;
      esac`,
    });
  const publicZone = (one: typeof checked) => ({
    Name: `${one.environment.domain}.`,
    Id: "PUBLIC",
    Config: { PrivateZone: false },
  });
  const zone = (one = checked) => route53(publicZone(one));
  const answers =
    (...names: string[]) =>
    async () =>
      names;
  const fails = (code: string) => async () => Promise.reject(Object.assign(new Error(`queryNs ${code}`), { code }));

  test("leads to the zone, whatever the case and the dots", async () => {
    expect((await delegation(checked, zone(), answers("NS-1.example.net."))).faults).toEqual([]);
  });

  test("leads to the public zone beside a private one of the name", async () => {
    const both = route53({ ...publicZone(checked), Id: "PRIVATE", Config: { PrivateZone: true } }, publicZone(checked));

    expect(await delegation(checked, both, answers("ns-1.example.net"))).toMatchObject({ faults: [] });
    expect((await delegation(checked, both, answers("ns.elsewhere.net"))).faults).toHaveLength(1);
  });

  test.each([
    ["leads elsewhere", answers("ns.elsewhere.net"), "got ns.elsewhere.net;"],
    ["is missing", fails("ENOTFOUND"), "got no name servers;"],
    ["is empty", fails("ENODATA"), "got no name servers;"],
    ["leads to servers without the zone", fails("ESERVFAIL"), "got name servers that do not have the zone;"],
  ])("is refused where it %s, because certificates would wait for it", async (_, resolve, got) => {
    const { faults } = await delegation(checked, zone(), resolve);

    expect(faults).toEqual([
      expect.stringContaining(
        `the parent of ${checked.environment.domain} must delegate to ns-1.example.net, ns-2.example.org, ${got}`,
      ),
    ]);
  });

  test.each([
    [
      "lp-production",
      "; apply the stack cloudflare-zone, which delegates it, before you apply stacks with certificates",
    ],
    [
      "dafnckmachine-staging",
      "; put them into cloudflare.delegations of environments/dafnckmachine/production.ts, which reads nameServers of owner.ts, and apply the stack of that zone before",
    ],
    ["phoenix-rooivalk-production", "; set them at the registrar before"],
  ])("of %s is given by its parent", async (name, fix) => {
    const one = named(name);

    expect((await delegation(one, zone(one), fails("ENOTFOUND"))).faults).toEqual([expect.stringContaining(fix)]);
  });

  test.each(["ETIMEOUT", "ECONNREFUSED", "EREFUSED"])("is left out when DNS ends with %s", async (code) => {
    expect(await delegation(checked, zone(), fails(code))).toMatchObject({
      faults: [],
      skipped: `the DNS servers of this machine do not answer: ${code}`,
    });
  });

  test("does not wait long for DNS servers that do not answer", async () => {
    const silent = createSocket("udp4").bind(0, "127.0.0.1");
    await once(silent, "listening");
    const servers = [`127.0.0.1:${silent.address().port}`];
    const start = Date.now();
    const ask = (domain: string) => nameServersOf(domain, { servers, timeoutMilliseconds: 50 });

    expect(await delegation(checked, zone(), ask)).toMatchObject({
      faults: [],
      skipped: expect.stringMatching(/ETIMEOUT$/),
    });
    expect(Date.now() - start).toBeLessThan(5_000);
    silent.close();
  });

  test("is left out before the zone exists, and when AWS does not answer", async () => {
    expect(await delegation(checked, route53({ Name: "other.example.", Id: "PUBLIC" }))).toMatchObject({
      faults: [],
      skipped: "the zone does not exist yet; apply the stack dns",
    });
    expect(await delegation(checked, withPrograms({ aws: "echo Denied; exit 1" }))).toMatchObject({
      skipped: "Denied",
    });
    expect(await delegation(checked, { PATH: "/nowhere" })).toMatchObject({ skipped: expect.any(String) });
  });
});
