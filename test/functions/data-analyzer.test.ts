import type { Json } from "@modules/checks/json";
import { beforeEach, expect, test, vi } from "vitest";
import { secretsKept } from "../support/kept-secrets";

// The deployed file is JavaScript without type declarations.
const FOLDER: string = "../../functions/data-analyzer";
const { createHandler }: Json = await import(`${FOLDER}/index.mjs`);

const dynamodb = { query: vi.fn() };
const s3 = { putObject: vi.fn() };

const kept = secretsKept();

const every = (intervalHours: number) =>
  kept(
    createHandler({
      dynamodb: async () => dynamodb,
      s3: async () => s3,
      table: "agent-metrics",
      index: "by-hour",
      bucket: "data",
      reportPrefix: "reports/",
      intervalHours,
    }),
  );

const handler = every(1);

const item = (agent: string, value: string) => ({ agentId: { S: agent }, value: { N: value } });

async function report(...pages: Json[]): Promise<Json> {
  for (const page of pages) {
    dynamodb.query.mockResolvedValueOnce(page);
  }
  await handler({ time: "2026-03-01T11:05:42Z" });
  return JSON.parse(s3.putObject.mock.calls[0]![0].Body);
}

beforeEach(() => {
  vi.resetAllMocks();
});

test("summarizes every agent over all pages", async () => {
  const { agents } = await report(
    { Items: [item("b", "10"), item("a", "1")], LastEvaluatedKey: { agentId: { S: "a" } } },
    { Items: [item("a", "3.5"), item("a", "-2")] },
  );

  expect(agents).toEqual({
    a: { count: 3, min: -2, max: 3.5, mean: 2.5 / 3 },
    b: { count: 1, min: 10, max: 10, mean: 10 },
  });
  expect(dynamodb.query.mock.calls[1]![0]).toMatchObject({ ExclusiveStartKey: { agentId: { S: "a" } } });
});

test("covers the last whole interval before a late run", async () => {
  const { from, to } = await report({ Items: [] });

  expect([from, to]).toEqual(["2026-03-01T10:00:00.000Z", "2026-03-01T11:00:00.000Z"]);
  expect(
    dynamodb.query.mock.calls.map(([{ IndexName, ExpressionAttributeValues }]) => [
      IndexName,
      ExpressionAttributeValues,
    ]),
  ).toEqual([["by-hour", { ":hour": { S: "2026-03-01T10" } }]]);
});

test("reads each hour of a longer interval", async () => {
  dynamodb.query.mockResolvedValue({ Items: [item("a", "1")] });
  await every(24)({ time: "2026-03-02T00:05:00Z" });

  expect(dynamodb.query).toHaveBeenCalledTimes(24);
  expect(JSON.parse(s3.putObject.mock.calls[0]![0].Body).agents.a.count).toBe(24);
});

test("writes a report for an interval without metrics", async () => {
  expect(await report({})).toMatchObject({ agents: {} });
  expect(s3.putObject.mock.calls[0]![0]).toMatchObject({
    Bucket: "data",
    Key: "reports/2026-03-01T11:00:00.000Z.json",
  });
});

test("skips items without a number", async () => {
  const { agents } = await report({ Items: [{ agentId: { S: "a" } }, { agentId: { S: "a" }, value: { S: "7" } }] });

  expect(agents).toEqual({});
});
