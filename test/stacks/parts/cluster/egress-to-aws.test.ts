import { contains } from "@modules/core/cidr";
import { expect, test } from "vitest";
import { POD_IDENTITY_AGENT, TO_AWS } from "../../../../stacks/parts/cluster/egress-to-aws";

/** Whether a rule lets a pod reach the address. */
function reaches(address: string): boolean {
  return TO_AWS.flatMap(({ peers = [] }) => peers).some((peer) => {
    const { cidr, except = [] } = peer as { readonly cidr: string; readonly except?: readonly string[] };
    return contains(cidr, `${address}/32`) && !except.some((one) => contains(one, `${address}/32`));
  });
}

test("reaches the credentials of the pod's role and AWS over HTTPS, and not the metadata of the node", () => {
  expect(reaches("169.254.170.23")).toBe(true);
  expect(reaches("52.94.133.131")).toBe(true);
  expect(reaches("169.254.169.254")).toBe(false);
  expect(TO_AWS.filter((rule) => rule !== POD_IDENTITY_AGENT).map(({ ports }) => ports)).toEqual([[{ port: 443 }]]);
});
