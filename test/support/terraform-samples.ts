/** Sample outputs of stacks that were never applied, in the forms that the AWS provider validates. */
import { createHash } from "node:crypto";
import type { Json } from "@modules/checks/json";

/** A state with samples of the outputs of a stack. */
export function sampleState(json: Json): Json {
  const outputs = Object.entries<Json>(json.output ?? {}).map(([name, { value }]) => {
    const sample = sampleValue(value);
    return [name, { value: sample, type: Array.isArray(sample) ? ["list", "string"] : "string", sensitive: true }];
  });
  return {
    version: 4,
    terraform_version: "1.11.0",
    serial: 1,
    lineage: "sample",
    outputs: Object.fromEntries(outputs),
    resources: [],
  };
}

/** A sample for an expression such as `${aws_kms_key.data-key.arn}`; equal expressions have equal samples. */
function sampleValue(expression: unknown): string | string[] {
  const [, service = "", kind = "", attribute = ""] =
    /^\$\{aws_([a-z0-9]+)_?([a-z0-9_]*)\..*?\.([a-z0-9_]+)(?:\[[^\]]*\])*\}$/.exec(String(expression)) ?? [];
  const word = createHash("sha256").update(String(expression)).digest("hex").slice(0, 17);
  if (attribute === "name_servers") {
    return ["ns-1.example.com", "ns-2.example.com"];
  }
  if (attribute === "public_ip") {
    return "198.51.100.7";
  }
  return /(^|_)arn$/.test(attribute) ? arn(service, kind, word) : `sample-${word}`;
}

const SERVICES: Record<string, string> = { db: "rds", efs: "elasticfilesystem", lb: "elasticloadbalancing" };

function arn(service: string, kind: string, word: string): string {
  const place = { s3: ":", iam: ":111122223333" }[service] ?? "us-east-1:111122223333";
  const resource = kind === "access_point" ? `access-point/fsap-${word}` : `${kind || "sample"}/${word}`;
  return `arn:aws:${SERVICES[service] ?? service}:${place}:${service === "s3" ? word : resource}`;
}
