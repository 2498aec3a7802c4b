import { describe, expect, test } from "vitest";
import { clusterZones } from "../../../commands/diagnose/zones";
import { withPrograms } from "../../support/programs";
import { checked } from "./environments.fixture";

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
