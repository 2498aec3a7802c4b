import * as environments from "../../environments/freeagentics/all";
import { owner } from "../../environments/freeagentics/owner";
import { freeagenticsSchema } from "../../environments/freeagentics/rules";
import { platform } from "../base/platform";
import { defineFreeagentics } from "./define";
import { paths } from "./paths";

export const freeagentics = platform({
  name: "freeagentics",
  schema: freeagenticsSchema,
  owner,
  environments,
  define: defineFreeagentics,
  paths,
});
