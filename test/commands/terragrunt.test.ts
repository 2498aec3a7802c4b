import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { unitOf, writeUnits } from "../../commands/runner/terragrunt";
import { terragrunt } from "../../commands/terragrunt";
import { printedLines } from "../support/printed";

const printed = printedLines();

const DEPENDENCIES = new Map([
  ["network", []],
  ["data", ["network"]],
  ["compute", ["data"]],
  ["dns", []],
]);

test("orders a stack after those of the run that it takes values from, directly or not", () => {
  expect(unitOf("compute", ["network", "compute"], DEPENDENCIES)).toBe(
    'dependencies {\n  paths = [\n    "../network",\n  ]\n}\n',
  );
  expect(unitOf("compute", ["compute", "dns"], DEPENDENCIES)).toBe("");
});

test("makes the stacks units and leaves no unit of a former run", () => {
  const outdir = mkdtempSync(join(tmpdir(), "units-"));
  const workspace = { outdir, ids: [...DEPENDENCIES.keys()], dependencies: DEPENDENCIES };
  const units = () => readdirSync(join(outdir, "stacks")).filter((id) => existsSync(unit(id)));
  const unit = (id: string) => join(outdir, "stacks", id, "terragrunt.hcl");

  writeUnits(["network", "data"], workspace.outdir, workspace.dependencies);
  expect(units()).toEqual(["data", "network"]);
  writeUnits(["dns"], workspace.outdir, workspace.dependencies);
  expect(units()).toEqual(["dns"]);
});

test("makes units of the stacks that a person names, with paths that lead to units", async () => {
  const outdir = mkdtempSync(join(tmpdir(), "units-"));
  vi.stubEnv("CDKTF_OUTDIR", outdir);

  expect(await terragrunt(["lp-development"], { providers: ["aws"] })).toBe(0);
  const ids = readdirSync(join(outdir, "stacks")).filter((id) =>
    existsSync(join(outdir, "stacks", id, "terragrunt.hcl")),
  );
  const texts = ids.map((id) => readFileSync(join(outdir, "stacks", id, "terragrunt.hcl"), "utf8"));
  const paths = texts.flatMap((text) => [...text.matchAll(/^ {4}"\.\.\/(.+)",$/gm)].map(([, path]) => path!));

  expect(ids).toContain("lp-development-network");
  expect(printed.at(-1)).toBe(`${ids.length} stacks of ${outdir}/stacks have a terragrunt.hcl`);
  expect(paths).toContain("lp-development-network");
  expect(paths.filter((path) => !ids.includes(path))).toEqual([]);
});
