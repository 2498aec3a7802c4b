/** Environments of FreeAgentics with enabled self-managed proxies. */
import { development, production } from "../../environments/freeagentics/all";
import { freeagenticsSchema } from "../../environments/freeagentics/rules";
import type { FreeagenticsEnvironment, FreeagenticsFile } from "../../environments/freeagentics/schema";
import type { Platform } from "../../stacks/base/platform";

export type Program = "haproxy" | "nginx";
type Name = keyof typeof FILES;

const FILES = { development, production } as const;

/** Servers for environments without any; the tier discovers its own. */
const SERVERS = { apiServers: ["10.1.10.10", "10.1.11.10"], webServers: ["10.1.10.20"] };

function dataWithTier(name: Name, program: Program, serves = true): FreeagenticsFile {
  const data: FreeagenticsFile = FILES[name];
  const tier = { program, serves, instanceType: "c6i.large", min: 2, max: 4 };
  return { ...data, proxies: { ...(data.proxies ?? SERVERS), tier } };
}

/** The environment with proxies that run the program. */
export function environmentWithTier(name: Name, program: Program): FreeagenticsEnvironment {
  return freeagenticsSchema.parse(dataWithTier(name, program));
}

/**
 * The platform with only this environment, whose proxies run the program. @param serves whether the public names point
 * to the proxies
 */
export function withTier(freeagentics: Platform, name: Name, program: Program, serves = true): Platform {
  const files = freeagentics.environments.filter((file) => file.name === name);
  return {
    ...freeagentics,
    environments: files.map((file) => ({ ...file, data: dataWithTier(name, program, serves) })),
  };
}
