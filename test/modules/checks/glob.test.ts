import { glob } from "@modules/checks/glob";
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
