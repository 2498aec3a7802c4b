import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { redisToken } from "../../../../../stacks/freeagentics/aws/monitoring/redis-token";

const CREDENTIALS = {
  AccessKeyId: "AKIDEXAMPLE",
  SecretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  Token: "token/with+signs==",
};
const MISSING = spawnSync("python3", ["--version"]).status !== 0;

/** Runs the program with an instance metadata service that answers only requests with a session. */
async function token(): Promise<string> {
  const metadata = createServer((request, response) => {
    const answers: Record<string, string> = {
      "PUT /latest/api/token": "session",
      "GET /latest/meta-data/iam/security-credentials/": "monitoring",
      "GET /latest/meta-data/iam/security-credentials/monitoring": JSON.stringify(CREDENTIALS),
    };
    const allowed = request.method === "PUT" || request.headers["x-aws-ec2-metadata-token"] === "session";
    response.writeHead(allowed ? 200 : 401).end(answers[`${request.method} ${request.url}`]);
  });
  await new Promise<void>((done) => metadata.listen(0, "127.0.0.1", done));
  const { port } = metadata.address() as AddressInfo;
  const program = redisToken({ group: "shop-redis", user: "shop-redis-monitor" }, "us-east-1");
  const child = spawn("python3", ["-W", "ignore", "-c", program], {
    env: { ...process.env, METADATA: `http://127.0.0.1:${port}`, NOW: "20261128T120000Z" },
  });
  let output = "";
  child.stdout.on("data", (text) => {
    output += text;
  });
  await new Promise((done) => child.on("close", done));
  metadata.close();
  return output.trim();
}

test.skipIf(MISSING)(
  "prints the URL that AWS's own library signs with the same credentials, without its scheme",
  async () => {
    const [address, parameters] = (await token()).split("?");
    const query = new URLSearchParams(parameters);

    expect(address).toBe("shop-redis/");
    expect(Object.fromEntries(query)).toMatchObject({
      Action: "connect",
      User: "shop-redis-monitor",
      "X-Amz-Expires": "900",
      "X-Amz-Security-Token": CREDENTIALS.Token,
      "X-Amz-Signature": "9c58c565454875e53e5343337ad3030b8761feac9856aab517ad0ac19926efce",
    });
  },
);
