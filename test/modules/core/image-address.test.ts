import { imageAddress } from "@modules/core/image-address";
import { expect, test } from "vitest";

const REPOSITORY = "111122223333.dkr.ecr.us-east-1.amazonaws.com/shop/api";

test("joins a tag with a colon", () => {
  expect(imageAddress(REPOSITORY, "v1.0.0")).toBe(`${REPOSITORY}:v1.0.0`);
});

test("joins a digest with an at sign", () => {
  const digest = `sha256:${"0".repeat(64)}`;

  expect(imageAddress(REPOSITORY, digest)).toBe(`${REPOSITORY}@${digest}`);
});
