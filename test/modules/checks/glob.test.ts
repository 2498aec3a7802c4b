import { glob, iamGlob } from "@modules/checks/glob";
import { expect, test } from "vitest";

test("matches any characters at a star, and the whole text", () => {
  expect(glob("lp-*-data").test("lp-production-data")).toBe(true);
  expect(glob("lp-*-data").test("lp-production-data-us-west-2")).toBe(false);
  expect(glob("*").test("")).toBe(true);
});

test("takes other characters literally", () => {
  expect(glob('aws_s3_bucket.files["a"]').test('aws_s3_bucket.files["a"]')).toBe(true);
  expect(glob("aws_s3_bucket.files").test("aws_s3_bucket-files")).toBe(false);
});

test.each([
  ["s3:Get*", "s3:GetObject", true],
  ["s3:Get*", "s3:getobject", false],
  ["arn:aws:s3:::shop-?/*", "arn:aws:s3:::shop-1/a/b", true],
  ["arn:aws:s3:::shop-?/*", "arn:aws:s3:::shop-12/a", false],
  ["arn:aws:s3:::shop.", "arn:aws:s3:::shopx", false],
])("knows whether IAM's %s matches %s", (pattern, text, matches) => {
  expect(iamGlob(pattern).test(text)).toBe(matches);
});

test("ignores case for actions of IAM", () => {
  expect(iamGlob("S3:get*", { ignoreCase: true }).test("s3:GetObject")).toBe(true);
});
