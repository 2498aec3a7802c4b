import type { z } from "zod";
import type { Environment } from "../environments/environment";
import type { Platform } from "../stacks/platform";

/** The platforms with each environment so many times; copies collide in no name, account or state. */
export function multiply(platforms: readonly Platform[], times: number): Platform[] {
  return Array.from({ length: times }, (_, index) => index).flatMap((index) =>
    index === 0 ? platforms : platforms.map((platform) => copyOf(platform, index)),
  );
}

/** Checks what the platform checks, then renames. */
function copyOf(platform: Platform, index: number): Platform {
  const schema = platform.schema.transform((environment) => renamed(environment as Environment, index));
  return { ...platform, schema: schema as unknown as z.ZodType };
}

function renamed(environment: Environment, index: number): Environment {
  const copy: Environment = inOtherAccount(environment, index);
  const { state } = copy;
  return {
    ...copy,
    name: `${copy.name}-${index}` as Environment["name"],
    // Short, for services that leave a name little room.
    nameSuffix: `-${copy.name[0]}${index}`,
    state:
      state.backend === "s3"
        ? { ...state, bucket: `${state.bucket}-${index}`, lockTable: `${state.lockTable}-${index}` }
        : state,
  };
}

function inOtherAccount<T extends Environment>(environment: T, index: number): T {
  const { id } = environment.account;
  const other = String(Number(id) + index).padStart(12, "0");
  return JSON.parse(JSON.stringify(environment).replaceAll(id, other));
}
