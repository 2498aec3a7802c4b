import { expect, test } from "vitest";
import { subnetGroupFaults } from "../../../environments/schema/subnet-groups";

type Given = Parameters<typeof subnetGroupFaults>[0];

const faults = (subnets: unknown) =>
  subnetGroupFaults({ network: { subnets } } as Given).map(({ path, message }) => `${path.join(".")}: ${message}`);

test("fails for a network without the groups that all stacks use, also for one without any", () => {
  const missing = ["public", "private"].map((name) => `network.subnets: must have a group named ${name}; add ${name}`);

  expect(faults({})).toEqual(missing);
  expect(faults({ data: { cidrs: {} } })).toEqual(missing);
  expect(faults({ public: { cidrs: {} }, private: { cidrs: {} } })).toEqual([]);
});

test.each([undefined, null, "10.0.0.0/16"])(
  "leaves subnets that are no groups, such as %j, to their type",
  (subnets) => {
    expect(faults(subnets)).toEqual([]);
  },
);
