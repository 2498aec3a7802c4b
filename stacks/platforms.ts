import type { Platform } from "./base/platform";
import { dafnckmachine } from "./dafnckmachine/platform";
import { freeagentics } from "./freeagentics/platform";
import { lp } from "./lp/platform";
import { phoenixRooivalk } from "./phoenix-rooivalk/platform";

export const platforms: readonly Platform[] = [dafnckmachine, freeagentics, lp, phoenixRooivalk];
