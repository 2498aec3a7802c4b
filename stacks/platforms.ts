import { dafnckmachine } from "./dafnckmachine/platform";
import { freeagentics } from "./freeagentics/platform";
import { lp } from "./lp/platform";
import { phoenixRooivalk } from "./phoenix-rooivalk/platform";
import type { Platform } from "./platform";

export const platforms: readonly Platform[] = [dafnckmachine, freeagentics, lp, phoenixRooivalk];
