/** Commands about environments, accounts and this repository. */
import type { Command } from "commander";
import { end, examples, STACKS } from "./options";

export function addEnvironments(root: Command): void {
  root
    .command("diagnose [stacks...]")
    .description("find faults that would make a plan or an apply fail, and say how to fix them")
    .addHelpText(
      "after",
      `
Marks: ok, !! a fault, ! advice, - not checked.
Exit status: 1 when there is a fault, otherwise 0.
${STACKS}${examples("diagnose lp-production")}`,
    )
    .action(async (stacks) => end((await import("../diagnose")).diagnose(stacks)));

  root
    .command("bootstrap <environment>")
    .description("create the state bucket and the lock table of a new account, such as for lp-production")
    .option("--auto-approve", "apply without asking", false)
    .addHelpText("after", examples("bootstrap lp-production"))
    .action(async (name, options) => end((await import("../bootstrap")).bootstrap(name, options)));

  root
    .command("calendar")
    .description("print every version in use with the end of its support")
    .option("--check", "list only versions whose support ends in less than 90 days, and fail if there are any", false)
    .addHelpText("after", examples("calendar --check"))
    .action(async (options) => end((await import("../calendar")).calendarCommand(options)));

  root
    .command("networks")
    .description("compare the networks of Cloudflare and of Route 53's health checkers with those that are published")
    .addHelpText("after", "\nExit status: 1 when a network is missing here or is no longer the vendor's, otherwise 0.")
    .addHelpText("after", examples("networks"))
    .action(async () => end((await import("../networks")).networks()));

  root
    .command("lock")
    .description(
      "write the checksums of all providers for Linux, macOS and Windows to terraform.lock.hcl, for all stacks",
    )
    .option("--check", "only compare the file with the providers of the stacks", false)
    .addHelpText(
      "after",
      `\nExit status: 1 when the registry does not answer for a provider or, with --check, when the file lacks a provider, otherwise 0.\n${examples("lock", "lock --check")}`,
    )
    .action(async (options) => end((await import("../lock")).lock(options)));

  root
    .command("report")
    .description("write a page about every stack and resource, which opens without a network")
    .option("--output <file>", "file of the page; report.html in the folder of the synthesis otherwise")
    .option("--base <revision>", "revision to compare with, such as origin/main")
    .option("--environment <name>", "the only environment in the page, such as lp-production; all otherwise")
    .addHelpText("after", examples("report --base origin/main", "report --environment lp-production"))
    .action(async (options) => end((await import("../report")).report(options)));

  root
    .command("recovery [environment]")
    .description(
      "print how much data and time a loss costs each store, with the reasons and the runbook, such as for lp-production",
    )
    .option("--json", "print JSON")
    .addHelpText("after", "\nExit status: 0, or 1 when an objective of the environment is missed.")
    .addHelpText("after", examples("recovery lp-production"))
    .action(async (name, options) => end((await import("../recovery")).recovery(name, options)));

  root
    .command("evidence <environment>")
    .description("write evidence for an auditor into a folder, with digests")
    .option("--out <folder>", "empty or new folder; evidence/ENVIRONMENT otherwise")
    .addHelpText("after", examples("evidence lp-production --out audit"))
    .action(async (name, options) => end((await import("../evidence")).evidence(name, options)));

  root
    .command("emulate [environment]")
    .description("apply an environment to an AWS emulator on this machine")
    .option("--once", "end when the environment is applied, instead of waiting for Ctrl-C", false)
    .addHelpText(
      "after",
      `
The environment is dafnckmachine-development unless another is named. While the emulator runs, use another terminal:
  pnpm plan dafnckmachine-development-data --emulator
  pnpm apply dafnckmachine-development-data --emulator
  pnpm drift dafnckmachine-development-network --emulator
  pnpm destroy dafnckmachine-development-data --emulator --destroy '*'
Ctrl-C ends the emulator and removes everything on it.`,
    )
    .action(async (name, options) => end((await import("../emulate")).emulate(name, options)));

  root
    .command("document")
    .description("write the generated documents")
    .option("--check", "only list those that are out of date", false)
    .addHelpText("after", examples("document"))
    .action(async (options) => end((await import("../document")).document(options)));

  root
    .command("package")
    .description("pack the module packages for npm")
    .option("--out <folder>", "folder of the tarballs", "dist")
    .addHelpText("after", examples("package --out packed"))
    .action(async (options) => end((await import("../package")).packageModules(options)));

  root
    .command("pipelines [environment]")
    .description("print the roles and accounts with which GitHub Actions plans and applies, as JSON")
    .addHelpText("after", examples("pipelines lp-production"))
    .action(async (name) => end((await import("../pipelines")).pipelines(name)));
}
