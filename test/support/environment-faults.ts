/** Faults of the production data of each platform after a test has changed it. */
import type { z } from "zod";
import { production as dafnckmachine } from "../../environments/dafnckmachine/production";
import { dafnckmachineSchema } from "../../environments/dafnckmachine/rules";
import type { DafnckmachineFile } from "../../environments/dafnckmachine/schema";
import { production as freeagentics } from "../../environments/freeagentics/production";
import { freeagenticsSchema } from "../../environments/freeagentics/rules";
import { production as lp } from "../../environments/lp/production";
import { lpSchema } from "../../environments/lp/rules";
import { production as phoenixRooivalk } from "../../environments/phoenix-rooivalk/production";
import { phoenixRooivalkSchema } from "../../environments/phoenix-rooivalk/rules";
import { checkEnvironment } from "../../environments/schema/check";

const FILE = "production.ts";

/** A description, a change of the data, and the fault that it must cause: path, rule and value. */
export type Mistake<Data> = [name: string, change: (data: Data) => unknown, fault: string];

/** Reports the faults that a change of the data causes, each without the name of its file. */
function checkOf<S extends z.ZodType>(schema: S, production: z.input<S>) {
  return (change: (data: z.input<S>) => unknown): string[] => {
    const data = structuredClone(production);
    change(data);
    const result = checkEnvironment(schema, { file: FILE, data });
    return "faults" in result ? result.faults.map((fault) => fault.slice(`${FILE}: `.length)) : [];
  };
}

/** Moves a VPC and its subnets to blocks with another prefix. */
export function readdress(network: DafnckmachineFile["network"], from: string, to: string): void {
  const move = (cidr: string) => (cidr.startsWith(from) ? to + cidr.slice(from.length) : cidr);
  network.cidr = move(network.cidr);
  for (const { cidrs } of Object.values(network.subnets)) {
    for (const [zone, cidr] of Object.entries(cidrs)) {
      cidrs[zone] = move(cidr);
    }
  }
}

export const faultsOfProduction = {
  dafnckmachine: checkOf(dafnckmachineSchema, dafnckmachine),
  freeagentics: checkOf(freeagenticsSchema, freeagentics),
  lp: checkOf(lpSchema, lp),
  phoenixRooivalk: checkOf(phoenixRooivalkSchema, phoenixRooivalk),
};
