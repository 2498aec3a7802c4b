import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

/** Google stacks of an environment by their names, in the order of their first apply. */
function googleStacks(environment: string): string[] {
  const prefix = `dafnckmachine-${environment}-google-`;
  return Object.keys(stacks).flatMap((id) => (id.startsWith(prefix) ? [id.slice(prefix.length)] : []));
}

test.each(["production", "development"])("defines the Google stacks of %s from bootstrap to cluster", (environment) => {
  expect(googleStacks(environment)).toEqual([
    "bootstrap",
    "security",
    "network",
    "data",
    "compute",
    "records",
    "kubernetes",
  ]);
});

test("defines no Google stacks without google settings", () => {
  expect(googleStacks("staging")).toEqual([]);
});

test("turns on the services that the stacks use", () => {
  const services = stacks["dafnckmachine-production-google-bootstrap"]!.resource.google_project_service;

  expect(Object.keys(services)).toEqual(
    expect.arrayContaining(["artifactregistry", "container", "firestore", "sqladmin", "storage"]),
  );
});
