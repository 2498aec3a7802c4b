import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const operations = stacks["dafnckmachine-production-operations"]!;
const bodies = Object.fromEntries(
  resources(operations, "aws_cloudwatch_dashboard").map(({ dashboard_name, dashboard_body }) => [
    dashboard_name,
    dashboard_body as string,
  ]),
);

test("shows CPU of the tiers, requests and connections on the dashboard of the infrastructure", () => {
  for (const text of ["Infrastructure Metrics", "AutoScalingGroupName", "RequestCount", "DatabaseConnections"]) {
    expect(bodies["dafnckmachine-infrastructure"]).toContain(text);
  }
});

test("shows and saves the query for errors of the services", () => {
  const query = "filter @message like /ERROR/ | sort @timestamp desc | limit 100";

  expect(bodies["dafnckmachine-application"]).toContain(query);
  expect(only(operations, "aws_cloudwatch_query_definition")).toMatchObject({
    query_string: expect.stringContaining(query),
    log_group_names: [expect.stringContaining("agent-orchestration"), expect.stringContaining("user-management")],
  });
});

test("has the same dashboards in staging", () => {
  const names = resources(stacks["dafnckmachine-staging-operations"]!, "aws_cloudwatch_dashboard").map(
    ({ dashboard_name }) => dashboard_name,
  );

  expect(names).toEqual(["dafnckmachine-infrastructure-staging", "dafnckmachine-application-staging"]);
});
