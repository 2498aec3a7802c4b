import { type CheckedEnvironment, environmentName } from "../app/environments";
import type { S3State } from "../environments/schema/state";
import { bootstrapState } from "./bootstrap";
import { applyStack, stackFolder, withStateKey, writeStacks } from "./emulator/account";
import { type Emulator, startEmulator } from "./emulator/moto";
import { announceTarget, beginTarget, endTarget } from "./emulator/target";
import { InterruptedError, interrupt } from "./runner/interrupt";
import { namedEnvironment, s3StateOf } from "./stacks";

/** Stacks to apply after the bootstrap. */
const STACKS = ["security", "network"];

/**
 * Bootstraps an environment on an emulator of AWS, applies its first stacks and waits for a signal. Needs no account.
 *
 * @throws CommandError for an unknown environment, or for one whose state is in HCP Terraform
 */
export async function emulate(
  name = "dafnckmachine-development",
  { once = false }: { readonly once?: boolean } = {},
): Promise<number> {
  const checked = namedEnvironment(name);
  s3StateOf(checked, "the emulator has no HCP Terraform");
  return interrupt.during(async () => {
    const environment = environmentName(checked);
    const outdir = beginTarget(environment);
    let emulator: Emulator | undefined;
    try {
      emulator = await startEmulator(checked.environment.account.id);
      const { stacks, keyArn } = await bringUp(checked, outdir, emulator);
      announceTarget({ environment, endpoint: emulator.endpoint, keyArn, process: process.pid });
      console.log(guideTo(checked, stacks, emulator));
      if (!once) {
        console.log("\nCtrl-C ends it.");
        await new Promise<void>((resolve) => interrupt.onSignal(() => resolve()));
      }
    } catch (error) {
      throw interrupt.requested
        ? new InterruptedError("Interrupted; the emulator and everything on it are removed.")
        : error;
    } finally {
      await emulator?.stop();
      endTarget(environment);
    }
    return 0;
  });
}

interface BroughtUp {
  /** Ids of the applied stacks. */
  readonly stacks: readonly string[];
  readonly keyArn: string;
}

async function bringUp(checked: CheckedEnvironment, outdir: string, { env, endpoint }: Emulator): Promise<BroughtUp> {
  const name = environmentName(checked);
  console.log(`Bootstrapping ${name} on ${endpoint}`);
  writeStacks(checked, outdir);
  const keyArn = await bootstrapState(stackFolder(outdir, `${name}-bootstrap`), { confirm: false, env });
  writeStacks(withStateKey(checked, keyArn), outdir);
  const ids = STACKS.map((stack) => `${name}-${stack}`);
  for (const id of ids) {
    if (interrupt.requested) {
      throw new InterruptedError("Interrupted.");
    }
    console.log(`Applying ${id}`);
    await applyStack(stackFolder(outdir, id), env);
  }
  return { stacks: ids, keyArn };
}

function guideTo(checked: CheckedEnvironment, stacks: readonly string[], { endpoint }: Emulator): string {
  const { account, platform, state } = checked.environment;
  const { bucket, lockTable } = state as S3State;
  const aws = `AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x aws --endpoint-url ${endpoint} --region ${account.region}`;
  return [
    "",
    `${stacks.join(" and ")} stand in account ${account.id} on ${endpoint}.`,
    "In another terminal, the commands use it with --emulator:",
    `  pnpm plan ${environmentName(checked)}-data --emulator`,
    `  pnpm apply ${environmentName(checked)}-data --emulator`,
    `Their states are in s3://${bucket}, locked by the table ${lockTable}. With the AWS CLI, for example:`,
    `  ${aws} s3 ls --recursive s3://${bucket}/${platform}/`,
    `  ${aws} ec2 describe-subnets --query 'Subnets[].[AvailabilityZone,CidrBlock]' --output table`,
    `  ${aws} kms list-aliases`,
  ].join("\n");
}
