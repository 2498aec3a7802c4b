/** Summarizes the metrics that agents recorded in an interval, and writes a report to S3. EventBridge invokes it once an interval. */

/**
 * @param {object} options
 * @param {() => Promise<object>} options.dynamodb returns the DynamoDB client of the AWS SDK
 * @param {() => Promise<object>} options.s3 returns the S3 client of the AWS SDK
 * @param {string} options.table
 * @param {string} options.index index of the table by hour
 * @param {string} options.bucket
 * @param {string} options.reportPrefix prefix of the keys of reports
 * @param {number} options.intervalHours hours that a report covers
 */
export function createHandler({ dynamodb, s3, table, index, bucket, reportPrefix, intervalHours }) {
  return async (event) => {
    const interval = intervalHours * 3_600_000;
    // Intervals begin at fixed times, so a late or repeated run covers the same time and writes the same key.
    const to = Math.floor(Date.parse(event.time) / interval) * interval;
    const from = to - interval;
    const agents = await summarize(readMetrics(await dynamodb(), { table, index }, from, to));
    const key = `${reportPrefix}${new Date(to).toISOString()}.json`;
    await (await s3()).putObject({
      Bucket: bucket,
      Key: key,
      ContentType: "application/json",
      Body: JSON.stringify({ from: new Date(from).toISOString(), to: new Date(to).toISOString(), agents }),
    });
    console.info({ message: "reported", key, agents: Object.keys(agents).length });
    return { key };
  };
}

const HOUR = 3_600_000;

/** Items of the interval, read hour by hour and page by page; a scan would read the whole table each time. */
async function* readMetrics(client, { table, index }, from, to) {
  for (let begin = from; begin < to; begin += HOUR) {
    let start;
    do {
      const page = await client.query({
        TableName: table,
        IndexName: index,
        ExclusiveStartKey: start,
        KeyConditionExpression: "#hour = :hour",
        ProjectionExpression: "agentId, #value",
        // `hour` and `value` are reserved words of DynamoDB.
        ExpressionAttributeNames: { "#hour": "hour", "#value": "value" },
        ExpressionAttributeValues: { ":hour": { S: new Date(begin).toISOString().slice(0, 13) } },
      });
      yield* page.Items ?? [];
      start = page.LastEvaluatedKey;
    } while (start);
  }
}

/** Count, least, greatest and mean value of each agent, sorted by agent. */
async function summarize(items) {
  const agents = new Map();
  for await (const { agentId, value } of items) {
    const number = Number(value?.N);
    if (Number.isNaN(number)) {
      continue;
    }
    const known = agents.get(agentId.S) ?? { count: 0, min: number, max: number, sum: 0 };
    known.count += 1;
    known.min = Math.min(known.min, number);
    known.max = Math.max(known.max, number);
    known.sum += number;
    agents.set(agentId.S, known);
  }
  return Object.fromEntries(
    [...agents]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([agent, { count, min, max, sum }]) => [agent, { count, min, max, mean: sum / count }]),
  );
}

let dynamodb;
let s3;

export const handler = createHandler({
  // The Lambda runtime contains the SDK; tests load this file without it.
  dynamodb: async () => (dynamodb ??= new (await import("@aws-sdk/client-dynamodb")).DynamoDB({})),
  s3: async () => (s3 ??= new (await import("@aws-sdk/client-s3")).S3({})),
  table: process.env.TABLE_NAME,
  index: process.env.INDEX_NAME,
  bucket: process.env.BUCKET_NAME,
  reportPrefix: process.env.REPORT_PREFIX,
  intervalHours: Number(process.env.INTERVAL_HOURS),
});
