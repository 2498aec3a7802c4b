import { HEALTH_CHECKERS } from "@modules/aws/dns/health-checkers";
import { overlapping } from "@modules/core/cidr";
import ipaddr from "ipaddr.js";
import { expect, test } from "vitest";

test.each(HEALTH_CHECKERS)("has the network address of %s", (range) => {
  expect(`${ipaddr.IPv4.networkAddressFromCIDR(range)}/${range.split("/")[1]}`).toBe(range);
  expect(ipaddr.parseCIDR(range)[0].range()).toBe("unicast");
});

test("has no overlapping ranges", () => {
  expect(overlapping([...HEALTH_CHECKERS], (range) => range)).toEqual([]);
});
