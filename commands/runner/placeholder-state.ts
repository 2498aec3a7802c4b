import type { Json } from "@modules/checks/json";

/** A state with these outputs, for a stack that reads them. */
export function stateWith(values: Json): Json {
  const outputs = Object.entries(values).map(([name, value]) => [
    name,
    { value, type: typeOf(value), sensitive: true },
  ]);
  return {
    version: 4,
    terraform_version: "1.11.0",
    serial: 1,
    lineage: "placeholders",
    outputs: Object.fromEntries(outputs),
    resources: [],
  };
}

/** Terraform's type of a value, as states write it. */
function typeOf(value: unknown): Json {
  if (Array.isArray(value)) {
    return ["tuple", value.map(typeOf)];
  }
  if (typeof value === "object" && value !== null) {
    return ["object", Object.fromEntries(Object.entries(value).map(([key, one]) => [key, typeOf(one)]))];
  }
  return typeof value === "boolean" ? "bool" : typeof value === "number" ? "number" : "string";
}
