import { escapeTemplates } from "@modules/core/templates";
import { expect, test } from "vitest";

test("escapes the openings of Terraform templates and nothing else", () => {
  expect(escapeTemplates("${hostname} %{IP:client} $1 100%")).toBe("$${hostname} %%{IP:client} $1 100%");
});
