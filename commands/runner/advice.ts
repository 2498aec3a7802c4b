/** Says what to do about errors of Terraform that name no fix of this repository. */
import { hostname } from "node:os";
import type { Json } from "@modules/checks/json";

type Advice = readonly [pattern: RegExp, fix: (id: string, json: Json, match: RegExpExecArray) => string];

/** Terraform's summary when another run holds the lock. Nothing has been done then. */
const LOCKED = "Error acquiring the state lock";

const ADVICE: readonly Advice[] = [
  [
    /Failed to (?:save|persist) state|errored\.tfstate/,
    (id) =>
      `The changes were made, but the state is only in errored.tfstate. Once the backend answers, run \`pnpm unlock ${id} LOCK_ID\` if the state is locked, then \`pnpm recover ${id}\`.`,
  ],
  [
    new RegExp(`${LOCKED}[\\s\\S]*?\\bID: +([\\w-]+)(?:[\\s\\S]*?\\bWho: +(\\S+))?`),
    (id, _, [, lock, holder]) =>
      `If the process of the holder is gone, run \`pnpm unlock ${id} ${lock}\`.${holder?.endsWith(`@${hostname()}`) ? OWN_LOCK : ""}`,
  ],
  [
    /ExpiredToken|[Tt]oken (?:included in the request )?(?:is|has) expired|RequestExpired/,
    () => "The credentials have expired. Log in again, such as with `aws sso login`, and repeat the command.",
  ],
  [
    /No valid credential sources found/,
    () =>
      "AWS credentials must be available, got none. Log in, such as with `aws sso login`, set AWS_PROFILE, and repeat the command.",
  ],
  [
    /does not have the expected content|does not match the expected (?:checksum|digest)/,
    (_, json) => digestAdvice(json.terraform?.backend?.s3),
  ],
  [
    /[Pp]lugin did not respond|GRPCProvider\)\.\w+ request was cancelled|code = Unavailable/,
    () =>
      "The provider crashed. The changes that it had finished are in the state: plan and apply again. If it crashes again, set `TF_LOG=debug`, which adds the provider's messages to the log.",
  ],
];

/** A repeated request finds the row that the first one wrote, and Terraform considers it the row of another process. */
const OWN_LOCK =
  " The holder was on this machine: another terminal, a run that was killed, or this command itself, when the answer to its request was lost.";

function digestAdvice(backend: Json): string {
  if (!backend) {
    return "";
  }
  const { bucket, key, dynamodb_table: table, region } = backend;
  return [
    "The state in the bucket is not the one that was written last: an apply was killed before it wrote the digest, or the object was replaced or deleted.",
    `List its versions, and restore the newest: aws s3api list-object-versions --bucket ${bucket} --prefix ${key} --region ${region}`,
    `If the object is the newest, delete the digest: aws dynamodb delete-item --table-name ${table} --region ${region} --key '${JSON.stringify({ LockID: { S: `${bucket}/${key}-md5` } })}'`,
  ].join("\n");
}

/** The fix for an error of Terraform in a stack; undefined when Terraform says it itself. */
export function adviceFor(id: string, output: string, json: Json): string | undefined {
  for (const [pattern, fix] of ADVICE) {
    const match = pattern.exec(output);
    if (match) {
      return fix(id, json, match);
    }
  }
  return undefined;
}

/** Whether Terraform did nothing, because another run holds the lock of the state. */
export function wasLocked({ message }: Error): boolean {
  return message.includes(LOCKED);
}
