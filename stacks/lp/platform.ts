import * as environments from "../../environments/lp/all";
import { owner } from "../../environments/lp/owner";
import { lpSchema } from "../../environments/lp/rules";
import { platform } from "../base/platform";
import { defineLp } from "./define";
import { paths } from "./paths";

export const lp = platform({
  name: "lp",
  schema: lpSchema,
  owner,
  environments,
  define: defineLp,
  paths,
});
