/**
 * Field types that the schemas of environments share. A message contains only the rule ("must be ..."); the report adds
 * the file, the path and the value.
 */
import { AURORA_CLASSES, NODE_TYPES, POSTGRES_CLASSES } from "@modules/aws/tables/instance-classes";
import { INSTANCE_TYPES } from "@modules/aws/tables/instance-types";
import { offerProblem } from "@modules/aws/tables/offers";
import { type PostgresEngine, postgresVersionProblem } from "@modules/aws/tables/postgres-versions";
import { availabilityZoneProblem, regionProblem } from "@modules/aws/tables/regions";
import { crontabProblem, scheduleProblem } from "@modules/aws/tables/schedules";
import { rangeOf } from "@modules/core/cidr";
import { machineTypeProblem } from "@modules/google/machine-types";
import ipaddr from "ipaddr.js";
import { z } from "zod";

/** A string that a function checks. The function returns the broken rule and its fix, `must ...; ...`. */
export function checkedText(problemOf: (value: string) => string | undefined) {
  return z.string().superRefine(reporting(problemOf));
}

function reporting(problemOf: (value: string) => string | undefined) {
  return (value: string, context: z.RefinementCtx<string>): void => {
    const problem = problemOf(value);
    if (problem) {
      context.addIssue({ code: "custom", message: problem, continue: true });
    }
  };
}

/** An IPv4 block in canonical form: no bit is set after the prefix. */
export const cidr = checkedText(cidrProblem);

function cidrProblem(value: string): string | undefined {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(value)) {
    return "must be an IPv4 CIDR block such as 10.0.0.0/16; its numbers are 0 to 255, and its prefix 0 to 32";
  }
  const canonical = `${ipaddr.IPv4.networkAddressFromCIDR(value)}/${value.split("/")[1]}`;
  return canonical === value ? undefined : `must have no host bits set; did you mean ${canonical}?`;
}

/** A network of administrators, a /8 or narrower. */
export const adminCidr = cidr.refine((value) => cidrProblem(value) !== undefined || Number(value.split("/")[1]) >= 8, {
  error: "must name the networks of administrators, never the whole internet; give a /8 or narrower",
});

/** Networks of administrators, which together have at most as many addresses as a /8. */
export const adminCidrs = z
  .array(adminCidr)
  .min(1, { error: "must name at least one network" })
  .refine((blocks) => addressesIn(blocks) <= MOST_ADMINISTRATORS, {
    error:
      "must name the networks of administrators, at most the addresses of a /8 together; leave out those of others",
  });

const MOST_ADMINISTRATORS = 2 ** 24;

/**
 * Number of addresses in all blocks, except those that are invalid or wider than a /8 and have a fault of their own.
 */
function addressesIn(blocks: readonly string[]): number {
  const ranges = blocks.filter((block) => adminCidr.safeParse(block).success).map(rangeOf);
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

export const accountId = z.string().regex(/^\d{12}$/, {
  error: "must be the 12 digits of an AWS account id, as a string; `aws sts get-caller-identity` prints them",
});

export const awsRegion = checkedText(regionProblem);

export const availabilityZone = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, {
    error: "must be an availability zone such as us-east-1a; write the region and a letter",
    abort: true,
  })
  .superRefine(reporting((zone) => availabilityZoneProblem(zone)));

const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/;

export const domain = checkedText((name) => {
  const meant = name.trim().toLowerCase();
  const fix = DOMAIN.test(meant) ? `did you mean ${meant}?` : "its labels are letters, digits and inner hyphens";
  return DOMAIN.test(name) ? undefined : `must be a lower-case domain name; ${fix}`;
});

/**
 * Name servers by domain, as the `dns` stack of the domain's environment prints them: at least two, or none until that
 * stack has been applied.
 */
export const delegations = z
  .record(
    domain,
    z.array(domain).refine(({ length }) => length !== 1, { error: "must name at least two name servers, or none yet" }),
  )
  .default({});

export const email = z.email({ error: "must be a mail address; write NAME@DOMAIN" });

/** Lower-case words joined by single hyphens; names of resources in every cloud may contain them. */
export const slug = checkedText((text) => {
  const meant = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  const fix = SLUG.test(meant) ? `did you mean ${meant}?` : "begin with a letter";
  return SLUG.test(text) ? undefined : `must be lower-case words joined by single hyphens; ${fix}`;
});

const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export const positive = z.int({ error: "must be a whole number" }).min(1, { error: "must be at least 1" });

export const count = z.int({ error: "must be a whole number" }).min(0, { error: "must be 0 or more" });

export const port = z
  .int({ error: "must be a whole number" })
  .min(1, { error: "must be a port, 1 to 65535" })
  .max(65535, { error: "must be a port, 1 to 65535" });

/** Retention of a log group in days, one of those that CloudWatch Logs offers; https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const logRetentionDays = z.literal(
  [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
  { error: "must be a retention CloudWatch Logs offers, such as 30, 90 or 365 days; take the next longer one" },
);

/** Type of an EC2 instance, such as `t3.medium`. */
export const instanceType = checkedText((type) => offerProblem(INSTANCE_TYPES, type));

/** Class of an instance of PostgreSQL on RDS, `db.<family>.<size>`; https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html */
export const postgresClass = checkedText((name) => offerProblem(POSTGRES_CLASSES, name));

/** Class of an instance of Aurora PostgreSQL. */
export const auroraClass = checkedText((name) => offerProblem(AURORA_CLASSES, name));

/** Type of an ElastiCache node, `cache.<family>.<size>`. */
export const cacheNodeType = checkedText((type) => offerProblem(NODE_TYPES, type));

/** Machine type of Compute Engine, such as `e2-standard-4`. */
export const machineType = checkedText(machineTypeProblem);

/** Version of PostgreSQL. For a major version, RDS selects the minor version and upgrades it. */
export const postgresVersion = (engine: PostgresEngine) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, {
      error: "must be a PostgreSQL version such as 15; write the major version, or the major and the minor one",
      abort: true,
    })
    .superRefine(reporting((version) => postgresVersionProblem(engine, version)));

/**
 * Tag or digest of a container image. `latest` is refused, because a rollback needs the tag of the previous version.
 */
export const imageTag = z.string().refine((tag) => tag !== "latest" && tag !== "", {
  error: "must be a version or digest, not latest; write that of the image to run",
});

/** CPU of a Fargate task in units of 1/1024 vCPU; https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
export const fargateCpu = z.literal([256, 512, 1024, 2048, 4096]);

/** Schedule expression of EventBridge, in UTC; https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
export const schedule = checkedText(scheduleProblem);

/** Cron expression of Auto Scaling, five fields in UTC; https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html */
export const crontab = checkedText(crontabProblem);

/** A GitHub repository, `owner/name`. */
export const repository = z
  .string()
  .regex(/^[\w.-]+\/[\w.-]+$/, { error: "must be owner/name of a GitHub repository; leave out the rest of its URL" });
