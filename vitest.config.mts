import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          // Files share what they import, cdktf above all: six seconds and not fifty.
          isolate: false,
          include: ["test/**/*.test.ts"],
          exclude: ["test/terraform/**", "test/emulator/**", "test/packages/**"],
          environment: "node",
          // Several tests synthesize every stack, which takes half a minute on a busy machine.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "terraform",
          include: ["test/terraform/**/*.test.ts"],
          testTimeout: 1_800_000,
          hookTimeout: 1_800_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "packages",
          include: ["test/packages/**/*.test.ts"],
          testTimeout: 300_000,
          // Packs everything and installs it from the registry.
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: "emulator",
          include: ["test/emulator/**/*.test.ts"],
          testTimeout: 1_800_000,
          hookTimeout: 600_000,
          // A file has an emulator of its own, and mostly waits for it.
          maxWorkers: 2,
        },
      },
    ],
  },
});
