/** Distributions and the copies of their buckets. */
import { Resources } from "@modules/checks/policies/resources";
import { violations } from "@modules/checks/policies/rule";
import { originsUse } from "@modules/checks/policies/use/origins";
import { expect, test } from "vitest";

const faults = (resource: object) =>
  originsUse.flatMap((rule) =>
    violations(rule, new Resources([{ id: "edge", json: { resource }, isProtected: true }])).map(
      (place) => `${rule.id} ${place}`,
    ),
  );

test("asks for no copy behind a distribution whose bucket has none, or is one", () => {
  const buckets = {
    aws_s3_bucket: { files: {}, copy: {}, sole: {} },
    aws_s3_bucket_replication_configuration: {
      it: { bucket: "${aws_s3_bucket.files.id}", rule: [{ destination: { bucket: "${aws_s3_bucket.copy.arn}" } }] },
    },
  };
  const of = (name: string) => ({
    aws_cloudfront_distribution: {
      it: { origin: [{ origin_id: name, domain_name: `\${aws_s3_bucket.${name}.bucket_regional_domain_name}` }] },
    },
  });

  expect(faults({ ...buckets, ...of("sole") })).toEqual([]);
  expect(faults({ ...buckets, ...of("copy") })).toEqual([]);
  expect(faults({ ...buckets, ...of("files") })).toEqual([
    "aws-cloudfront-origin-copy edge aws_cloudfront_distribution.it",
  ]);
});
