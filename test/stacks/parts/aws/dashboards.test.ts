import type { Json } from "@modules/checks/json";
import { resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import * as freeagentics from "../../../../environments/freeagentics/all";
import * as phoenixRooivalk from "../../../../environments/phoenix-rooivalk/all";
import { databaseGraphs } from "../../../../stacks/parts/aws/dashboards";
import { stacks } from "../../../support/stacks";

function graphs(id: string, dashboard: string): Json[] {
  const [found] = resources(stacks[id]!, "aws_cloudwatch_dashboard").filter(
    ({ dashboard_name }) => dashboard_name === dashboard,
  );
  return JSON.parse(found!.dashboard_body).widgets.map(({ properties }: Json) => properties);
}

test("begins with the graphs that show whether users are served", () => {
  for (const platform of ["dafnckmachine", "freeagentics", "phoenix-rooivalk"]) {
    const [first, second, third] = graphs(`${platform}-production-operations`, `${platform}-application`);

    expect([first!.title, second!.title, third!.title]).toEqual(["Requests", "Failed requests", "Response time"]);
  }
});

test("draws the lag of replicas where there are some", () => {
  const drawn = (replicas: string[]) =>
    databaseGraphs("shop", replicas).flatMap((row) => row.map(({ title }) => title));

  expect(drawn(["shop-read-a"])).toContain("Lag of replicas");
  expect(drawn([])).not.toContain("Lag of replicas");
});

const DASHBOARDS = [
  ...Object.values(freeagentics).map((environment) => ({ environment, dashboard: "application" })),
  ...Object.values(phoenixRooivalk).map((environment) => ({ environment, dashboard: "database" })),
].map(({ environment: { account, database, name, nameSuffix, platform }, dashboard }) => ({
  id: `${platform}-${name}-operations`,
  dashboard: `${platform}-${dashboard}${nameSuffix}`,
  replicas: database.replicas.filter(({ region }) => region === account.region),
}));

test.each(DASHBOARDS)("draws on $dashboard the lag of the replicas in its region", ({ id, dashboard, replicas }) => {
  const lag = graphs(id, dashboard).find(({ title }) => title === "Lag of replicas");
  const identifiers = lag?.metrics.map(([, , , identifier]: string[]) => identifier);

  expect(identifiers).toEqual(
    replicas.length > 0
      ? replicas.map(({ name }) =>
          expect.stringContaining(`data-replica.outputs.cross-stack-output-aws_db_instance${name}`),
        )
      : undefined,
  );
});
