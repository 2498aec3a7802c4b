import { Repository } from "@modules/google/containers/repository";
import { ServiceAccount } from "@modules/google/security/service-account";
import { TerraformOutput } from "cdktf";
import { expect, test } from "vitest";
import { type Json, only, synth } from "../../../support/synth";

function images(deletionProtection?: boolean): Json {
  return synth((stack) => {
    const repository = new Repository(stack, "images", { name: "shop", description: "Images", deletionProtection });
    repository.grantPull(new ServiceAccount(stack, "nodes", { name: "shop-nodes", description: "Nodes" }));
    new TerraformOutput(stack, "url", { value: repository.url });
  });
}

test("keeps every tag where it is, and images without one for two weeks", () => {
  expect(only(images(), "google_artifact_registry_repository")).toMatchObject({
    repository_id: "shop",
    location: "us-central1",
    format: "DOCKER",
    docker_config: { immutable_tags: true },
    cleanup_policies: [{ action: "DELETE", condition: { tag_state: "UNTAGGED", older_than: "1209600s" } }],
    cleanup_policy_dry_run: false,
  });
});

test("is known by its address before it is made", () => {
  expect(images().output.url.value).toBe("us-central1-docker.pkg.dev/example-project/shop");
});

test("grants pulling from itself alone", () => {
  expect(only(images(), "google_artifact_registry_repository_iam_member")).toMatchObject({
    repository: "${google_artifact_registry_repository.images.id}",
    role: "roles/artifactregistry.reader",
    member: "${google_service_account.nodes.member}",
  });
});

test("refuses deletion, unless told otherwise", () => {
  const protection = (json: Json) => only(json, "google_artifact_registry_repository").lifecycle.prevent_destroy;

  expect([protection(images()), protection(images(false))]).toEqual([true, false]);
});
