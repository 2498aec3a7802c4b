import { development } from "../../environments/freeagentics/development";
import { production } from "../../environments/freeagentics/production";
import { freeagenticsSchema } from "../../environments/freeagentics/rules";
import { platform } from "../base/platform";
import { defineFreeagentics } from "./define";

export const freeagentics = platform(
  "freeagentics",
  freeagenticsSchema,
  { development, production },
  defineFreeagentics,
);
