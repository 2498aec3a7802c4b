/** The command line. Each command is loaded when it runs, so that help is printed at once. */
import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError, Option } from "commander";
import { CommandError } from "./error";

const STACKS = `
A STACK is a stack's id, a pattern with * for any characters, or the name of a platform or of an environment:
  lp-production-network   'lp-production-data*'   lp-production   lp`;

/** Builds the command line. Its actions set the exit status. */
export function program(): Command {
  const root = new Command("pnpm")
    .description("Plans, applies and looks after the stacks.")
    .usage("COMMAND [OPTION...]")
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: false });

  ran(root, "plan <stacks...>")
    .description("plan stacks, save the plans and print one summary")
    .option("--destroy", "plan to destroy the stacks")
    .option("--day-zero", "plan as on an empty account: stand-ins take the place of values that no state has yet")
    .option("--json", "print the summary as JSON")
    .option("--markdown", "print the summary as Markdown, for a comment on a pull request")
    .option("--out <file>", "write the summary to a file")
    .option("--review <file>", "write the changes that wait for an approval to a file, as JSON")
    .addHelpText(
      "after",
      `\nExit status: 0 without changes, 2 with changes, 1 when a stack cannot be planned.\n${STACKS}${examples("plan lp-production-data", "plan lp-production --day-zero")}`,
    )
    .action(async (stacks, options) => end((await import("./plan")).plan(stacks, options)));

  changing(ran(root, "apply [stacks...]"), "apply")
    .option(
      "--approve-by-rules",
      "do not ask; fail if delivery.approved of an environment does not let a change through",
    )
    .addOption(lossOption("--destroy <address>", "destroyed"))
    .addHelpText(
      "after",
      examples(
        "apply lp-production-data",
        "apply lp-production-data --replace lp-production-data:aws_db_instance.main",
      ),
    )
    .description("apply the saved plans of stacks; stacks without one are planned, shown and asked for")
    .action(async (stacks, { destroy: destroyed, ...options }) =>
      end((await import("./apply")).apply(named(stacks, options), { ...options, destroyed })),
    );

  changing(ran(root, "destroy [stacks...]"), "destroy")
    .addOption(lossOption("--destroy <address>", "destroyed"))
    .addHelpText("after", examples("destroy lp-development-data --destroy 'lp-development-data:*'"))
    .description("destroy stacks, those that take values from others first")
    .action(async (stacks, { destroy: destroyed, ...options }) =>
      end((await import("./destroy")).destroy(named(stacks, options), { ...options, destroyed })),
    );

  ran(root, "drift <stacks...>")
    .description("compare what exists with what was applied")
    .option("--json", "print JSON")
    .option("--markdown", "print Markdown, for an issue")
    .option("--out <file>", "write it to a file")
    .addHelpText(
      "after",
      `\nExit status: 0 without drift, 2 with drift, 1 when a stack cannot be compared.\n${STACKS}${examples("drift lp-production")}`,
    )
    .action(async (stacks, options) => end((await import("./drift")).drift(stacks, options)));

  ran(root, "output <stacks...>")
    .description("print the outputs of applied stacks")
    .option("--json", "print JSON: values by stack and name")
    .option("--all", "print sensitive values, and those that only other stacks read")
    .addHelpText("after", `${STACKS}${examples("output lp-production-network --json")}`)
    .action(async (stacks, options) => end((await import("./output")).output(stacks, options)));

  single(root, "import <stack> <address> <id>")
    .description("take a resource that exists into the state of the stack that declares it")
    .option("--auto-approve", "do not ask", false)
    .addHelpText("after", examples("import lp-production-data aws_s3_bucket.files lp-files-production"))
    .action(async (stack, address, id, options) =>
      end((await import("./import")).importResource(stack, address, id, options)),
    );

  single(root, "unlock <stack> <lock>")
    .description("release a lock that a killed run left; `pnpm doctor` and failed plans print its id")
    .option("--auto-approve", "do not ask", false)
    .addHelpText("after", examples("unlock lp-production-data 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"))
    .action(async (stack, lock, options) => end((await import("./unlock")).unlock(stack, lock, options)));

  single(root, "console <stack>")
    .description("evaluate expressions against the state of a stack")
    .addHelpText("after", "\nExample: echo aws_kms_key.data-key.id | pnpm console lp-production-data")
    .action(async (stack, options) => end((await import("./console")).openConsole(stack, options)));

  single(root, "recover <stack> [file]")
    .description("write a state to the backend that an apply could not write and left in errored.tfstate")
    .option("--auto-approve", "do not ask", false)
    .addHelpText("after", examples("recover lp-production-data"))
    .action(async (stack, file, options) => end((await import("./recover")).recover(stack, file, options)));

  ran(root, "state-move <stacks...>")
    .requiredOption("--from <place>", "former place of the states: s3://BUCKET or hcp:ORGANIZATION")
    .option("--auto-approve", "do not ask", false)
    .description("copy states from another backend to the one of the environment's file, and compare what arrived")
    .addHelpText("after", `${STACKS}${examples("state-move lp-production --from s3://lp-terraform-state")}`)
    .action(async (stacks, options) => end((await import("./state-move")).stateMove(stacks, options)));

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
    .action(async (options) => end((await import("./affected")).affected(options)));

  root
    .command("terragrunt <stacks...>")
    .description(
      "write a terragrunt.hcl into the folders of stacks, and into no other, so that Terragrunt runs them in order",
    )
    .option("--outside-clusters", "leave out the stacks inside clusters")
    .addOption(providersOption())
    .addHelpText("after", `${STACKS}${examples("terragrunt lp-development --outside-clusters")}`)
    .action(async (stacks, options) => end((await import("./terragrunt")).terragrunt(stacks, options)));

  const addresses = root
    .command("addresses")
    .description("print the resources that have lost their address, and write down what becomes of them")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExit status: 1 when a resource that holds data has lost its address, otherwise 0.")
    .addHelpText("after", examples("addresses", "addresses move --all"))
    .action(async (options) => end((await import("./addresses")).addresses(options)));
  addresses
    .command("move [from] [to]")
    .description("keep a resource at a new address, STACK:ADDRESS, in its stack or in another")
    .option("--all", "keep every resource that has a new address like its former one")
    .option("--id <id>", "id by which Terraform imports it, for a move to another stack")
    .addHelpText(
      "after",
      examples("addresses move lp-production-data:aws_s3_bucket.old lp-production-data:aws_s3_bucket.new"),
    )
    .action(async (from, to, options) => end((await import("./addresses")).moveAddress(from, to, options)));
  for (const [name, text] of [
    ["forget", "leave resources alone: Terraform no longer manages them"],
    ["destroy", "let Terraform destroy resources with their data"],
  ] as const) {
    addresses
      .command(`${name} <address>`)
      .description(text)
      .addHelpText("after", examples(`addresses ${name} lp-production-data:aws_s3_bucket.old`))
      .action(async (address) => end((await import("./addresses")).removeAddress(address, name)));
  }

  root
    .command("contracts")
    .description("check that every output is there which the stacks of a revision read")
    .requiredOption("--base <revision>", "revision whose stacks are deployed, such as origin/main")
    .option("--keep", "keep the outputs that are gone until their readers are applied")
    .addHelpText(
      "after",
      `\nExit status: 1 when an output is gone that is read, otherwise 0.\n${examples("contracts --base origin/main")}`,
    )
    .action(async (options) => end((await import("./contracts")).contracts(options)));

  root
    .command("doctor [stacks...]")
    .description("look for what would make a plan fail, and say how to mend it")
    .addHelpText(
      "after",
      `\nExit status: 1 when anything would, otherwise 0.\n${STACKS}${examples("doctor lp-production")}`,
    )
    .action(async (stacks) => end((await import("./doctor")).doctor(stacks)));

  root
    .command("bootstrap <environment>")
    .description("create the state bucket and the lock table of a new account, such as for lp-production")
    .option("--auto-approve", "apply without a question", false)
    .addHelpText("after", examples("bootstrap lp-production"))
    .action(async (name, options) => end((await import("./bootstrap")).bootstrap(name, options)));

  root
    .command("calendar")
    .description("print every version in use with the end of its support")
    .option("--check", "only list what ends in less than 90 days, and fail if anything does", false)
    .addHelpText("after", examples("calendar --check"))
    .action(async (options) => end((await import("./calendar")).calendarCommand(options)));

  root
    .command("networks")
    .description("compare the networks of Cloudflare and of Route 53's health checkers with those that are published")
    .addHelpText("after", "\nExit status: 1 when a network is missing here or is no longer the vendor's, otherwise 0.")
    .addHelpText("after", examples("networks"))
    .action(async () => end((await import("./networks")).networks()));

  root
    .command("lock")
    .description("write the checksums of all providers for every platform to terraform.lock.hcl, for all stacks")
    .option("--check", "only compare the file with the providers of the stacks", false)
    .addHelpText(
      "after",
      `\nExit status: 1 when the registry does not answer for a provider or, with --check, when the file lacks one, otherwise 0.\n${examples("lock", "lock --check")}`,
    )
    .action(async (options) => end((await import("./lock")).lock(options)));

  root
    .command("report")
    .description("write a page about every stack and resource, which opens without a network")
    .option("--output <file>", "file of the page; report.html in the folder of the synthesis otherwise")
    .option("--base <revision>", "revision to compare with, such as origin/main")
    .option("--environment <name>", "environment to write about alone, such as lp-production; all otherwise")
    .addHelpText("after", examples("report --base origin/main", "report --environment lp-production"))
    .action(async (options) => end((await import("./report")).report(options)));

  root
    .command("recovery [environment]")
    .description("print what a loss costs each store, why, and the runbook, such as for lp-production")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExit status: 0, or 1 when an objective of the environment is missed.")
    .addHelpText("after", examples("recovery lp-production"))
    .action(async (name, options) => end((await import("./recovery")).recovery(name, options)));

  root
    .command("evidence <environment>")
    .description("write what an auditor asks for into a folder, with digests")
    .option("--out <folder>", "empty or new folder; evidence/ENVIRONMENT otherwise")
    .addHelpText("after", examples("evidence lp-production --out audit"))
    .action(async (name, options) => end((await import("./evidence")).evidence(name, options)));

  root
    .command("emulate [environment]")
    .description("bring up an environment on an AWS emulator on this machine")
    .option("--once", "end when it stands, instead of waiting for Ctrl-C", false)
    .addHelpText(
      "after",
      `
The environment is dafnckmachine-development unless another is named. While it stands, in another terminal:
  pnpm plan dafnckmachine-development-data --emulator
  pnpm apply dafnckmachine-development-data --emulator
  pnpm drift dafnckmachine-development-network --emulator
  pnpm destroy dafnckmachine-development-data --emulator --destroy '*'
Ctrl-C ends it; the emulator and everything on it are gone then.`,
    )
    .action(async (name, options) => end((await import("./emulate")).emulate(name, options)));

  root
    .command("document")
    .description("write the generated documents")
    .option("--check", "only list those that are out of date", false)
    .addHelpText("after", examples("document"))
    .action(async (options) => end((await import("./document")).document(options)));

  root
    .command("package")
    .description("pack the module packages for npm")
    .option("--out <folder>", "folder of the tarballs", "dist")
    .addHelpText("after", examples("package --out packed"))
    .action(async (options) => end((await import("./package")).packageModules(options)));

  root
    .command("pipelines [environment]")
    .description("print the credentials with which GitHub Actions plans and applies, as JSON")
    .addHelpText("after", examples("pipelines lp-production"))
    .action(async (name) => end((await import("./pipelines")).pipelines(name)));

  return root;
}

async function end(status: Promise<number>): Promise<void> {
  process.exitCode = await status;
}

/** A command that runs Terraform in stacks. */
function ran(root: Command, usage: string): Command {
  return root
    .command(usage)
    .addOption(
      new Option("--parallel <number>", "stacks that run at the same time")
        .argParser(wholeNumber)
        .default(availableParallelism(), "the cores of this machine"),
    )
    .option(
      "--outside-clusters",
      "leave out the stacks inside clusters, which only identities that may change them can plan",
    )
    .addOption(providersOption())
    .addOption(emulatorOption());
}

/** A command of one stack, which may be on the emulator. */
function single(root: Command, usage: string): Command {
  return root.command(usage).addOption(emulatorOption());
}

function emulatorOption(): Option {
  return new Option("--emulator", "take the stacks on the emulator that `pnpm emulate` keeps running");
}

function providersOption(): Option {
  return new Option(
    "--providers <names>",
    "leave out the stacks that use another provider than these, such as aws,google",
  ).argParser((text) => text.split(","));
}

/** A command that changes resources. */
function changing(command: Command, name: string): Command {
  return command
    .option("--auto-approve", "do not ask; every stack must have a saved plan then")
    .addOption(lossOption("--replace <address>", "replaced"))
    .option("--resume", `go on with what the last ${name} left`)
    .addHelpText("after", STACKS);
}

/** An option that names a resource whose data may be lost. */
function lossOption(flags: string, what: string): Option {
  return new Option(flags, `resource that holds data and may be ${what}: ADDRESS or STACK:ADDRESS; repeatable`)
    .argParser(collect)
    .default([], "none");
}

/** Examples for the end of a command's help, without `pnpm`. */
function examples(...lines: readonly string[]): string {
  return `\n${lines.length > 1 ? "Examples" : "Example"}:${lines.length > 1 ? "\n  " : " "}${lines.map((line) => `pnpm ${line}`).join("\n  ")}`;
}

function named(stacks: string[], { resume }: { readonly resume?: boolean }): string[] {
  if (stacks.length === 0 && !resume) {
    throw new CommandError("error: a stack is missing");
  }
  return stacks;
}

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError("must be a whole number from 1");
  }
  return value;
}
