import { expect, test } from "vitest";
import { errorsOf, run, terraform } from "../../commands/run";
import { withPrograms } from "../support/programs";

test("returns the exit status and the output", async () => {
  expect(await run("sh", ["-c", "echo out; echo err >&2; exit 3"])).toMatchObject({ status: 3, stdout: "out\n" });
});

test("fails when a program is not installed, with a link to its installation", async () => {
  await expect(run("terraform", [], { env: { PATH: "/nowhere" } })).rejects.toThrow(
    "terraform was not found: install Terraform 1.11 or newer",
  );
});

test("fails when TERRAFORM_BINARY_NAME names no program, and says that the variable does", async () => {
  const env = { PATH: "/nowhere", TERRAFORM_BINARY_NAME: "tofuu" };

  await expect(terraform("/", ["init"], { env })).rejects.toThrow(
    "tofuu was not found: TERRAFORM_BINARY_NAME names it; unset the variable, or install it",
  );
});

test("strips colors, frames and earlier lines from Terraform's errors", () => {
  const output =
    "Creating...\n\u001b[31m╷\u001b[0m\n│ \u001b[1mError: no bucket\u001b[0m\n│ \n│   with aws_s3_bucket.b\n╵\n";

  expect(errorsOf(output)).toBe("Error: no bucket\n  with aws_s3_bucket.b");
});

test("fails with Terraform's errors when Terraform fails", async () => {
  const env = withPrograms({ terraform: 'echo "Initializing"; echo "Error: no backend" >&2; exit 1' });

  await expect(terraform("/", ["init"], { env })).rejects.toThrow("terraform init failed in /\nError: no backend");
});

test("keeps HashiCorp's programs from asking for new versions", async () => {
  expect((await run("sh", ["-c", "echo $CHECKPOINT_DISABLE"], { env: { PATH: process.env.PATH } })).stdout).toBe("1\n");
});
