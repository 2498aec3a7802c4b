import type { Json } from "@modules/checks/json";
import { resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { databaseGraphs } from "../../../../stacks/parts/aws/dashboards";
import { stacks } from "../../../support/stacks";

function titles(id: string, dashboard: string): string[] {
  const [found] = resources(stacks[id]!, "aws_cloudwatch_dashboard").filter(
    ({ dashboard_name }) => dashboard_name === dashboard,
  );
  return JSON.parse(found!.dashboard_body).widgets.map(({ properties }: Json) => properties.title);
}

test("begins with what tells whether users are served", () => {
  for (const platform of ["dafnckmachine", "freeagentics", "phoenix-rooivalk"]) {
    const [first, second, third] = titles(`${platform}-production-operations`, `${platform}-application`);

    expect([first, second, third]).toEqual(["Requests", "Failed requests", "Response time"]);
  }
});

test("draws the lag of replicas where there are some", () => {
  const drawn = (replicas: string[]) =>
    databaseGraphs("shop", replicas).flatMap((row) => row.map(({ title }) => title));

  expect(drawn(["shop-read-a"])).toContain("Lag of replicas");
  expect(drawn([])).not.toContain("Lag of replicas");
});
