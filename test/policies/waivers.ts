import type { Waiver } from "./rule";

/** Every exception, with its reason. One that no longer excuses anything fails the tests. */
export const waivers: Waiver[] = [
  {
    rule: "aws_iam_policy allows no wildcard of a whole service",
    where: "bootstrap aws_iam_policy.delivery_boundary*",
    reason: "A boundary grants nothing: it only caps what other policies grant.",
  },
  {
    rule: "aws_iam_policy hands over no role without saying to whom",
    where: "bootstrap aws_iam_policy.delivery_boundary*",
    reason: "A boundary grants nothing: it only caps what other policies grant.",
  },
  {
    rule: "buckets record who used them",
    where: "bootstrap aws_s3_bucket.state_logs*",
    reason: "The bucket that receives the records; one of its own would record itself without end.",
  },
];
