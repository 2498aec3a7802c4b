import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { volumeClaim } from "../../../../stacks/parts/cluster/volume-claim";
import { stacks } from "../../../support/stacks";

test("asks for the class that the controllers of a cluster make", () => {
  const { storageClassName, resources } = volumeClaim(20);

  expect(resources.requests.storage).toBe("20Gi");
  expect(only(stacks["lp-production-controllers"]!, "kubernetes_storage_class_v1").metadata.name).toBe(
    storageClassName,
  );
});
