import type { Json } from "@modules/checks/json";
import { Repository, type RepositoryProps } from "@modules/google/artifact-registry/repository";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { testAccount, testKey } from "../fixture";

function synthRepository(
  props: Partial<RepositoryProps> = {},
  use: (repository: Repository, stack: TerraformStack) => void = () => {},
): Json {
  return synth((stack) =>
    use(new Repository(stack, "images", { name: "shop", description: "Images", key: testKey(stack), ...props }), stack),
  );
}

test("has immutable tags, the key's encryption and deletion protection", () => {
  expect(only(synthRepository(), "google_artifact_registry_repository")).toMatchObject({
    format: "DOCKER",
    location: "us-central1",
    docker_config: { immutable_tags: true },
    kms_key_name: "${google_kms_crypto_key.key.id}",
    lifecycle: { prevent_destroy: true },
  });
});

test("deletes untagged layers after two weeks, and nothing else", () => {
  expect(only(synthRepository(), "google_artifact_registry_repository").cleanup_policies).toEqual([
    { id: "delete-untagged", action: "DELETE", condition: { tag_state: "UNTAGGED", older_than: "1209600s" } },
  ]);
});

test("states the prefix of its images' addresses", () => {
  synthRepository({}, ({ url }) => expect(url).toBe("us-central1-docker.pkg.dev/example-project/shop"));
});

test("grants pulls", () => {
  const json = synthRepository({}, (repository, stack) => repository.grantPull(testAccount(stack, "reader")));

  expect(only(json, "google_artifact_registry_repository_iam_member")).toMatchObject({
    repository: "${google_artifact_registry_repository.images.name}",
    role: "roles/artifactregistry.reader",
    member: "${google_service_account.reader.member}",
  });
});

test("grants pulls from a repository that others own", () => {
  const json = synth((stack) => {
    const bases = Repository.fromExisting(stack, "bases", { name: "bases", region: "europe-west1", project: "builds" });
    bases.grantPull(testAccount(stack, "reader"));

    expect(bases.url).toBe("europe-west1-docker.pkg.dev/builds/bases");
  });

  expect(only(json, "google_artifact_registry_repository_iam_member")).toMatchObject({
    repository: "bases",
    location: "europe-west1",
    project: "builds",
    member: "${google_service_account.reader.member}",
  });
  expect(json.resource).not.toHaveProperty("google_artifact_registry_repository");
});

test("takes an existing repository for one of the stack's project and region unless told otherwise", () => {
  synth((stack) => {
    const { url } = Repository.fromExisting(stack, "bases", { name: "bases" });

    expect(url).toBe("us-central1-docker.pkg.dev/example-project/bases");
  });
});
