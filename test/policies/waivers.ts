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
    rule: "aws_iam_policy names its resources wherever the action knows any",
    where: "bootstrap aws_iam_policy.delivery_boundary-cluster*",
    reason: "A boundary grants nothing: it only caps what other policies grant.",
  },
  {
    rule: "buckets record who used them",
    where: "bootstrap aws_s3_bucket.state_logs*",
    reason: "The bucket that receives the records; one of its own would record itself without end.",
  },
  {
    rule: "buckets record who used them",
    where: "* aws_s3_bucket.access-logs",
    reason: "The bucket that receives the records; one of its own would record itself without end.",
  },
  {
    rule: "buckets keep versions",
    where: "data aws_s3_bucket.static-assets",
    reason: "Built from a repository that has every version; an object here can be made again.",
  },
];
