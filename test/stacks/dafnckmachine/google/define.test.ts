import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

/** Google stacks of an environment by their names, in the order of their first apply. */
function googleStacks(environment: string): string[] {
  const prefix = `dafnckmachine-${environment}-google-`;
  return Object.keys(stacks).flatMap((id) => (id.startsWith(prefix) ? [id.slice(prefix.length)] : []));
}

const STACKS = ["bootstrap", "security", "costs", "network", "data", "compute", "records", "kubernetes"];

test("defines the Google stacks from bootstrap to cluster, and what watches production from outside", () => {
  expect(googleStacks("development")).toEqual(STACKS);
  expect(googleStacks("production")).toEqual([...STACKS, "operations"]);
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
