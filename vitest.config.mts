import { setFlagsFromString } from "node:v8";
import { defineConfig } from "vitest/config";

// Syntheses make many objects that soon are garbage. With room for them, V8 collects it in a tenth less of the tests' CPU time.
// The flags reach the threads of this process, in which the unit tests run, and no other process.
setFlagsFromString("--min-semi-space-size=32");
setFlagsFromString("--max-semi-space-size=64");

/** Files that start programs, a database, a compiler or syntheses of their own; they take longer than all others. */
const PROGRAMS = [
  "test/app/checkov.test.ts",
  "test/app/output.test.ts",
  "test/app/terraform.test.ts",
  "test/launch.test.ts",
  "test/bad-input/programs.test.ts",
  "test/bench/multiply.test.ts",
  "test/commands/*.test.ts",
  "test/commands/diagnose/*.test.ts",
  "test/commands/emulator/moto.test.ts",
  "test/commands/documents/reference/source.test.ts",
  "test/imports.test.ts",
  "test/modules/aws/database/users/manage-users.test.ts",
  "test/modules/checks/output.test.ts",
  "test/modules/config/objective-rules.promtool.test.ts",
  "test/rendered/*.test.ts",
  "test/stacks/freeagentics/aws/monitoring/redis-token.test.ts",
  "test/runbooks/freeagentics.test.ts",
  "test/runbooks/hcp-terraform.test.ts",
  "test/shared-account.test.ts",
  "test/workflows.test.ts",
];

/** Settings of all levels. */
const EVERYWHERE = {
  setupFiles: ["test/support/restore.ts"],
  expect: {
    // A test whose loop finds nothing to look at proves nothing, and fails.
    requireAssertions: true,
    // Pages and proxies need more than Vitest's second on a busy machine.
    poll: { timeout: 10_000 },
  },
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...EVERYWHERE,
          name: "unit",
          // Test files share loaded modules. Each would load cdktf again otherwise, which takes 50 seconds instead of 6.
          isolate: false,
          // Vitest would leave one core to itself, and is idle most of the time.
          maxWorkers: 2,
          // Threads get modules from Vitest faster than processes.
          pool: "threads",
          // Providers' files are CommonJS in packages that do not say so; Node would parse each once more to find out.
          execArgv: ["--no-experimental-detect-module"],
          include: ["test/**/*.test.ts"],
          exclude: ["test/terraform/**", "test/emulator/**", "test/packages/**", ...PROGRAMS],
          environment: "node",
          // Several tests synthesize every stack, which takes half a minute on a busy machine.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...EVERYWHERE,
          name: "programs",
          isolate: false,
          maxWorkers: 2,
          include: PROGRAMS,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...EVERYWHERE,
          name: "terraform",
          include: ["test/terraform/**/*.test.ts"],
          testTimeout: 1_800_000,
          hookTimeout: 1_800_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          ...EVERYWHERE,
          name: "packages",
          include: ["test/packages/**/*.test.ts"],
          testTimeout: 300_000,
          // Packs the packages and installs them from the registry.
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          ...EVERYWHERE,
          name: "emulator",
          include: ["test/emulator/**/*.test.ts"],
          testTimeout: 1_800_000,
          hookTimeout: 600_000,
          // Each file starts its own emulator and mostly waits for it, so that more of them than cores are done sooner.
          maxWorkers: 4,
        },
      },
    ],
  },
});
