/**
 * Field types that the schemas of environments share. A message is the rule alone
 * ("must be ..."); the report adds the file, the path and the value.
 */
import ipaddr from "ipaddr.js";
import { z } from "zod";

/** An IPv4 block in canonical form: no bit is set after the prefix. */
export const cidr = z.string().superRefine((value, context) => {
  const problem = cidrProblem(value);
  if (problem) {
    context.addIssue({ code: "custom", message: problem, continue: true });
  }
});

function cidrProblem(value: string): string | undefined {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(value)) {
    return "must be an IPv4 CIDR block such as 10.0.0.0/16";
  }
  const canonical = `${ipaddr.IPv4.networkAddressFromCIDR(value)}/${value.split("/")[1]}`;
  return canonical === value ? undefined : `must have no host bits set; did you mean ${canonical}?`;
}

/** A network of administrators, a /8 or narrower. */
export const adminCidr = cidr.refine((value) => cidrProblem(value) !== undefined || Number(value.split("/")[1]) >= 8, {
  error: "must name the networks of administrators, never the whole world; give a /8 or narrower",
});

/** Networks of administrators. */
export const adminCidrs = z.array(adminCidr).min(1, { error: "must name at least one network" });

export const accountId = z
  .string()
  .regex(/^\d{12}$/, { error: "must be the 12 digits of an AWS account id, as a string" });

export const awsRegion = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, { error: "must be an AWS region such as us-east-1" });

export const availabilityZone = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, { error: "must be an availability zone such as us-east-1a" });

export const domain = z
  .string()
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/, { error: "must be a lower-case domain name" });

/**
 * Name servers by domain, as the `dns` stack of the domain's environment prints them: at least two, or none while that
 * stack has not been applied.
 */
export const delegations = z
  .record(
    domain,
    z.array(domain).refine(({ length }) => length !== 1, { error: "must name at least two name servers, or none yet" }),
  )
  .default({});

export const email = z.email({ error: "must be a mail address" });

/** Lower-case words joined by single hyphens; names of resources in every cloud accept them. */
export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, { error: "must be lower-case words joined by single hyphens" });

export const positive = z.int({ error: "must be a whole number" }).min(1, { error: "must be at least 1" });

export const count = z.int({ error: "must be a whole number" }).min(0, { error: "must be 0 or more" });

export const port = z
  .int({ error: "must be a whole number" })
  .min(1, { error: "must be a port, 1 to 65535" })
  .max(65535, { error: "must be a port, 1 to 65535" });

/** Retention of a log group in days, one of those that CloudWatch Logs offers; https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const logRetentionDays = z.literal(
  [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
  { error: "must be a retention CloudWatch Logs offers, such as 30, 90 or 365 days" },
);

/** Class of a database instance, `db.<family>.<size>`; https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html */
export const instanceClass = z.string().startsWith("db.", { error: "must be an RDS class such as db.r5.2xlarge" });

/** Tag or digest of a container image. `latest` is refused, because a rollback needs the name of the version before. */
export const imageTag = z
  .string()
  .refine((tag) => tag !== "latest" && tag !== "", { error: "must be a version or digest, not latest" });

/** CPU of a Fargate task in units of 1/1024 vCPU; https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
export const fargateCpu = z.literal([256, 512, 1024, 2048, 4096]);

/** Schedule expression of EventBridge, in UTC; https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
export const schedule = z.string().regex(/^(rate|cron)\(.+\)$/, {
  error: "must be an EventBridge expression such as rate(1 hour) or cron(0 2 * * ? *)",
});

/** A GitHub repository, `owner/name`. */
export const repository = z
  .string()
  .regex(/^[\w.-]+\/[\w.-]+$/, { error: "must be owner/name of a GitHub repository" });
