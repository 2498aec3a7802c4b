import { expect, test } from "vitest";
import { quotas } from "../../../commands/diagnose/quotas";
import { withPrograms } from "../../support/programs";
import { checked } from "./environments.fixture";

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
