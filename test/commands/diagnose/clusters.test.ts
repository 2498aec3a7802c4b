import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { clusters } from "../../../commands/diagnose/clusters";
import { chooseStacks } from "../../../commands/workspace";
import type { LpEnvironment } from "../../../environments/lp/schema";
import type { ClusterStack } from "../../../stacks/base/cluster-stack";
import { withPrograms } from "../../support/programs";
import { checked } from "./environments.fixture";

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
