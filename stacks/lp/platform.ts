import { development } from "../../environments/lp/development";
import { lpSchema } from "../../environments/lp/environment";
import { production } from "../../environments/lp/production";
import { platform } from "../platform";
import { defineLp } from "./define";

export const lp = platform("lp", lpSchema, { development, production }, defineLp);
