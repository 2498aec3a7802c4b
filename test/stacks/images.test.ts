/** Images that platforms build themselves are pushed to repositories that their stacks create. */
import { expect, test } from "vitest";
import { IMAGES as dafnckmachine } from "../../stacks/dafnckmachine/images";
import { IMAGES as freeagentics } from "../../stacks/freeagentics/images";
import { IMAGES as lp } from "../../stacks/lp/images";
import { stacks } from "../support/stacks";

test.each(Object.entries({ dafnckmachine, freeagentics, lp }))("%s has a repository for each image", (name, images) => {
  const registry = stacks[`${name}-production-registry`]!.resource.aws_ecr_repository;
  const repositories = Object.values<{ name: string }>(registry).map((repository) => repository.name);

  expect(repositories.sort()).toEqual([...images].sort());
});
