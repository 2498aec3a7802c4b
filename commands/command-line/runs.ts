/** Commands that run Terraform in stacks. */
import type { Command } from "commander";
import { changing, end, examples, lossOption, named, ran, STACKS, single } from "./options";

export function addRuns(root: Command): void {
  ran(root, "plan <stacks...>")
    .description("plan stacks, save the plans and print one summary")
    .option("--destroy", "plan to destroy the stacks")
    .option("--day-zero", "plan as on an empty account, with placeholders for values that no state has yet")
    .option("--json", "print the summary as JSON")
    .option("--markdown", "print the summary as Markdown, for a comment on a pull request")
    .option("--out <file>", "write the summary to a file")
    .option("--review <file>", "write the changes that wait for an approval to a file, as JSON")
    .addHelpText(
      "after",
      `\nExit status: 0 without changes, 2 with changes, 1 when a stack cannot be planned.\n${STACKS}${examples("plan lp-production-data", "plan lp-production --day-zero")}`,
    )
    .action(async (stacks, options) => end((await import("../plan")).plan(stacks, options)));

  changing(ran(root, "apply [stacks...]"), "apply")
    .option("--approve-by-rules", "do not ask; fail if delivery.approved of an environment does not approve a change")
    .addOption(lossOption("--destroy <address>", "destroyed"))
    .addHelpText(
      "after",
      `${STACKS}${examples(
        "apply lp-production-data",
        "apply lp-production-data --replace lp-production-data:aws_rds_cluster.database",
      )}`,
    )
    .description("apply the saved plans of stacks; plan stacks that have none, show these plans and ask")
    .action(async (stacks, { destroy: destroyed, ...options }) =>
      end((await import("../apply")).apply(named(stacks, options), { ...options, destroyed })),
    );

  changing(ran(root, "destroy [stacks...]"), "destroy")
    .addOption(lossOption("--destroy <address>", "destroyed"))
    .addHelpText("after", `${STACKS}${examples("destroy lp-development-data --destroy 'lp-development-data:*'")}`)
    .description("destroy stacks, first those that read values from others")
    .action(async (stacks, { destroy: destroyed, ...options }) =>
      end((await import("../destroy")).destroy(named(stacks, options), { ...options, destroyed })),
    );

  ran(root, "drift <stacks...>")
    .description("compare the resources that exist with what was applied")
    .option("--json", "print JSON")
    .option("--markdown", "print Markdown, for an issue")
    .option("--out <file>", "write the comparison to a file")
    .addHelpText(
      "after",
      `\nExit status: 0 without drift, 2 with drift, 1 when a stack cannot be compared.\n${STACKS}${examples("drift lp-production")}`,
    )
    .action(async (stacks, options) => end((await import("../drift")).drift(stacks, options)));

  ran(root, "output <stacks...>")
    .description("print the outputs of applied stacks")
    .option("--json", "print JSON: values by stack and name")
    .option("--all", "print sensitive values, and those that only other stacks read")
    .addHelpText("after", `${STACKS}${examples("output lp-production-network --json")}`)
    .action(async (stacks, options) => end((await import("../output")).output(stacks, options)));

  single(root, "state-import <stack> <address> <id>")
    .description("import an existing resource into the state of the stack that declares it")
    .option("--auto-approve", "do not ask", false)
    .addHelpText("after", examples("state-import lp-production-data aws_s3_bucket.assets lp-system-assets"))
    .action(async (stack, address, id, options) =>
      end((await import("../state-import")).importResource(stack, address, id, options)),
    );

  single(root, "unlock <stack> <lock>")
    .description("release a lock that a killed run left; `pnpm diagnose` and failed plans print its id")
    .option("--auto-approve", "do not ask", false)
    .addHelpText("after", examples("unlock lp-production-data 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"))
    .action(async (stack, lock, options) => end((await import("../unlock")).unlock(stack, lock, options)));

  single(root, "console <stack>")
    .description("evaluate expressions against the state of a stack")
    .addHelpText("after", "\nExample: echo aws_kms_key.assets-key.arn | pnpm console lp-production-data")
    .action(async (stack, options) => end((await import("../console")).openConsole(stack, options)));

  single(root, "recover <stack> [file]")
    .description("write the state that a failed apply left in errored.tfstate to its backend")
    .option("--auto-approve", "do not ask", false)
    .addHelpText("after", examples("recover lp-production-data"))
    .action(async (stack, file, options) => end((await import("../recover")).recover(stack, file, options)));

  ran(root, "state-move <stacks...>")
    .requiredOption("--from <place>", "former place of the states: s3://BUCKET or hcp:ORGANIZATION")
    .option("--auto-approve", "do not ask", false)
    .description(
      "copy states from another backend to the one of the environment's file, and compare the copies with the originals",
    )
    .addHelpText("after", `${STACKS}${examples("state-move lp-production --from s3://lp-system-terraform-state")}`)
    .action(async (stacks, options) => end((await import("../state-move")).stateMove(stacks, options)));
}
