import { development } from "../../environments/freeagentics/development";
import { freeagenticsSchema } from "../../environments/freeagentics/environment";
import { production } from "../../environments/freeagentics/production";
import { platform } from "../platform";
import { defineFreeagentics } from "./define";

export const freeagentics = platform(
  "freeagentics",
  freeagenticsSchema,
  { development, production },
  defineFreeagentics,
);
