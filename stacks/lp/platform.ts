import { development } from "../../environments/lp/development";
import { production } from "../../environments/lp/production";
import { lpSchema } from "../../environments/lp/rules";
import { platform } from "../base/platform";
import { defineLp } from "./define";

export const lp = platform("lp", lpSchema, { development, production }, defineLp);
