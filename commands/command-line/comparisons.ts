/** Commands that compare syntheses, or write files about them for other programs. */
import type { Command } from "commander";
import { end, examples, providersOption, STACKS } from "./options";

export function addComparisons(root: Command): void {
  root
    .command("affected")
    .description("print the stacks whose JSON or files differ from those of a revision")
    .requiredOption("--base <revision>", "revision to compare with, such as origin/main")
    .option("--dependents", "print the stacks that read from them as well")
    .option("--outside-clusters", "leave out the stacks inside clusters")
    .addOption(providersOption())
    .option("--json", "print JSON")
    .option("--atlantis", "print an atlantis.yaml that plans them")
    .addHelpText("after", examples("affected --base origin/main --dependents --providers aws,cloudflare,google"))
    .action(async (options) => end((await import("../affected")).affected(options)));

  root
    .command("terragrunt <stacks...>")
    .description(
      "write a terragrunt.hcl into the folders of stacks, and into no other, so that Terragrunt runs them in order",
    )
    .option("--outside-clusters", "leave out the stacks inside clusters")
    .addOption(providersOption())
    .addHelpText("after", `${STACKS}${examples("terragrunt lp-development --outside-clusters")}`)
    .action(async (stacks, options) => end((await import("../terragrunt")).terragrunt(stacks, options)));

  const addresses = root
    .command("addresses")
    .description("print the resources that have lost their address, and record what happens to them")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExit status: 1 when a resource that holds data has lost its address, otherwise 0.")
    .addHelpText("after", examples("addresses", "addresses move --all"))
    .action(async (options) => end((await import("../addresses")).addresses(options)));
  addresses
    .command("move [from] [to]")
    .description("keep a resource at a new address, STACK:ADDRESS, in its stack or in another")
    .option("--all", "keep every resource that has a new address like its previous one")
    .option("--id <id>", "id by which Terraform imports it, for a move to another stack")
    .addHelpText(
      "after",
      examples("addresses move lp-production-data:aws_s3_bucket.old lp-production-data:aws_s3_bucket.assets"),
    )
    .action(async (from, to, options) => end((await import("../addresses")).moveAddress(from, to, options)));
  for (const [name, text] of [
    ["forget", "let Terraform stop managing resources without destroying them"],
    ["destroy", "let Terraform destroy resources with their data"],
  ] as const) {
    addresses
      .command(`${name} <address>`)
      .description(text)
      .addHelpText("after", examples(`addresses ${name} lp-production-data:aws_s3_bucket.old`))
      .action(async (address) => end((await import("../addresses")).removeAddress(address, name)));
  }

  root
    .command("contracts")
    .description("check that every output that the stacks of a revision read exists")
    .requiredOption("--base <revision>", "revision whose stacks are deployed, such as origin/main")
    .option("--keep", "keep the missing outputs until their readers are applied")
    .addHelpText(
      "after",
      `\nExit status: 1 when an output that is read is missing, otherwise 0.\n${examples("contracts --base origin/main")}`,
    )
    .action(async (options) => end((await import("../contracts")).contracts(options)));
}
