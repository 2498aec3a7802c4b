import { HEALTH_CHECKERS } from "@modules/aws/dns/health-checkers";
import { overlapping } from "@modules/core/cidr";
import ipaddr from "ipaddr.js";
import { expect, test } from "vitest";

test.each(HEALTH_CHECKERS)("has no bits behind the prefix of %s", (range) => {
  expect(`${ipaddr.IPv4.networkAddressFromCIDR(range)}/${range.split("/")[1]}`).toBe(range);
  expect(ipaddr.parseCIDR(range)[0].range()).toBe("unicast");
});

test("names no address twice", () => {
  expect(overlapping([...HEALTH_CHECKERS], (range) => range)).toEqual([]);
});
