/** The files that stacks render, without a synthesis. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as dafnckmachine from "../../environments/dafnckmachine/all";
import { dafnckmachineSchema } from "../../environments/dafnckmachine/rules";
import * as freeagentics from "../../environments/freeagentics/all";
import { freeagenticsSchema } from "../../environments/freeagentics/rules";
import type { EnvironmentStack } from "../../stacks/base/environment-stack";
import { renderHostFiles } from "../../stacks/dafnckmachine/hosts/files";
import { renderMonitoringFiles } from "../../stacks/freeagentics/monitoring/files";
import { renderProxyFiles } from "../../stacks/freeagentics/proxies/files";

type Texts = Readonly<Record<string, string>>;

/** Texts by path of one environment. */
function textsOf<E>(environment: E, render: (stack: never) => void): Texts {
  const texts: Record<string, string> = {};
  const stack: Pick<EnvironmentStack, "render"> & { environment: E } = {
    environment,
    render: (path, text) => {
      texts[path] = text;
      return text;
    },
  };
  render(stack as never);
  return texts;
}

const topic = (name: string) => `arn:aws:sns:us-east-1:111122223333:freeagentics-${name}`;

/** Texts by path, of each environment of the two platforms. */
const RENDERED: readonly (readonly [name: string, texts: Texts])[] = [
  ...Object.values(dafnckmachine).map((file) => {
    const environment = dafnckmachineSchema.parse(file);
    return [`dafnckmachine ${environment.name}`, textsOf(environment, renderHostFiles)] as const;
  }),
  ...Object.values(freeagentics).map((file) => {
    const environment = freeagenticsSchema.parse(file);
    const texts = textsOf(environment, (stack) => {
      renderProxyFiles(stack);
      if (environment.monitoring) {
        renderMonitoringFiles(stack, environment.monitoring, {
          names: { app: "freeagentics-app", monitoring: ["freeagentics-prometheus-primary"] },
          topics: { critical: topic("critical"), warning: topic("warning"), informational: topic("email") },
        });
      }
    });
    return [`freeagentics ${environment.name}`, texts] as const;
  }),
];

/** Environments with a file whose path has this suffix. */
export function withFile(ending: string): readonly (readonly [name: string, texts: Texts])[] {
  return RENDERED.filter(([, texts]) => Object.keys(texts).some((path) => path.endsWith(ending)));
}

/** The text of a file of production. */
export function productionText(path: string): string {
  return RENDERED.find(([name, texts]) => name.endsWith("production") && path in texts)![1][path]!;
}

/** A folder with the files. */
export function written(texts: Texts): string {
  const folder = mkdtempSync(join(tmpdir(), "rendered-"));
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
