/**
 * IAM tokens for RDS: a token is a request to `connect`, signed with the function's credentials, that RDS accepts as a
 * password for fifteen minutes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac } from "node:crypto";

const SERVICE = "rds-db";
const SECONDS = 900;

/** @param environment credentials of the function's role, which Lambda keeps in its environment */
export function tokenFor({ host, port, username }, environment = process.env, now = new Date()) {
  const {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: id,
    AWS_SECRET_ACCESS_KEY: key,
    AWS_SESSION_TOKEN: session,
  } = environment;
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const scope = [time.slice(0, 8), region, SERVICE, "aws4_request"];
  const parameters = {
    Action: "connect",
    DBUser: username,
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": [id, ...scope].join("/"),
    "X-Amz-Date": time,
    "X-Amz-Expires": `${SECONDS}`,
    "X-Amz-Security-Token": session,
    "X-Amz-SignedHeaders": "host",
  };
  const query = Object.entries(parameters)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
  const endpoint = `${host}:${port}`;
  const request = ["GET", "/", query, `host:${endpoint}`, "", "host", sha256("")].join("\n");
  const signed = ["AWS4-HMAC-SHA256", time, scope.join("/"), sha256(request)].join("\n");
  const signing = scope.reduce((secret, part) => hmac(secret, part), `AWS4${key}`);
  return `${endpoint}/?${query}&X-Amz-Signature=${hmac(signing, signed).toString("hex")}`;
}

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const hmac = (key, text) => createHmac("sha256", key).update(text).digest();

/** Also encodes the characters that encodeURIComponent leaves, as signatures require. */
const encode = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
