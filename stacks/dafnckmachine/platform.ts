import { development } from "../../environments/dafnckmachine/development";
import { production } from "../../environments/dafnckmachine/production";
import { dafnckmachineSchema } from "../../environments/dafnckmachine/rules";
import { staging } from "../../environments/dafnckmachine/staging";
import { platform } from "../base/platform";
import { defineDafnckmachine } from "./define";

export const dafnckmachine = platform(
  "dafnckmachine",
  dafnckmachineSchema,
  { development, staging, production },
  defineDafnckmachine,
);
