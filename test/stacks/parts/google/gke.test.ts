import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import * as dafnckmachine from "../../../../environments/dafnckmachine/all";
import * as lp from "../../../../environments/lp/all";
import { stacks } from "../../../support/stacks";

const ENVIRONMENTS = [...Object.values(dafnckmachine), ...Object.values(lp)].flatMap((environment) =>
  environment.google
    ? [{ ...environment, google: environment.google, id: `${environment.platform}-${environment.name}` }]
    : [],
);

test("has clusters to look at", () => {
  expect(ENVIRONMENTS.length).toBeGreaterThan(1);
});

test.each(ENVIRONMENTS)("gives the cluster of $id the zones and networks of the environment", ({ id, google }) => {
  const cluster = only(stacks[`${id}-google-kubernetes`]!, "google_container_cluster");
  const { zones, controlPlaneCidr } = google.kubernetes;

  expect(cluster.node_locations).toEqual(zones);
  expect(cluster.private_cluster_config.master_ipv4_cidr_block).toBe(controlPlaneCidr);
  expect(
    cluster.master_authorized_networks_config.cidr_blocks.map(({ cidr_block }: { cidr_block: string }) => cidr_block),
  ).toEqual(google.adminCidrs);
});

test.each(ENVIRONMENTS)(
  "gives each node pool of $id its numbers for each zone, and the tags as labels",
  (environment) => {
    const { id, google, nameSuffix, platform } = environment;
    const stack = stacks[`${id}-google-kubernetes`]!;
    const account = only(stack, "google_service_account", { account_id: `gke-nodes${nameSuffix}` });

    expect(account.description).toContain("Nodes of");
    for (const [name, { min, max }] of Object.entries(google.kubernetes.nodePools)) {
      const [pool] = resources(stack, "google_container_node_pool", { name: `${name}-pool` });
      const { node_count, initial_node_count, autoscaling, node_config } = pool!;

      expect(node_count ?? initial_node_count).toBe(min);
      expect(autoscaling?.max_node_count ?? node_count).toBe(max);
      expect(node_config.resource_labels).toMatchObject({ cost_center: platform });
    }
  },
);
