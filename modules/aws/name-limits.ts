/** Forms of names in AWS services; `names.ts` assigns one to each name of a resource. */
import { limits, type NameOptions } from "@modules/core/names";

export const account: NameOptions = { scope: "account" };
export const repeatable: NameOptions = { scope: "none" };

export const word = (max: number, options?: NameOptions, min = 1) =>
  limits(min, max, "letters, digits, hyphens and underscores", "[\\w-]*", options);
export const dotted = (max: number, options?: NameOptions, min = 1) =>
  limits(min, max, "letters, digits, dots, hyphens and underscores", "[\\w.-]*", options);
export const printable = (max: number, options?: NameOptions) =>
  limits(1, max, "printable ASCII characters", "[ -~]*", options);
export const iam = (max: number, options = account) =>
  limits(1, max, "letters, digits and +=,.@_-", "[\\w+=,.@-]*", options);
export const label = (max: number, options?: NameOptions) =>
  limits(
    1,
    max,
    "lower-case letters, digits and hyphens, a letter first, no two hyphens together nor one at the end",
    "(?!.*--)[a-z][a-z0-9-]*(?<!-)",
    options,
  );
export const lower = (options?: NameOptions) =>
  limits(1, 255, "lower-case letters, digits, dots, hyphens, underscores and spaces", "[a-z0-9._ -]*", options);
export const balancer = (forbidden: string, words: string) =>
  limits(1, 32, `letters, digits and hyphens, no hyphen at either end${words}`, `(?!-${forbidden})[A-Za-z0-9-]*(?<!-)`);
export const groupText = (words: string, forbidden: string, options?: NameOptions) =>
  limits(
    1,
    255,
    `letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*${words}`,
    `${forbidden}[\\w .:/()#,@[\\]+=&;{}!$*-]*`,
    options,
  );
export const fifo = (max: number) =>
  limits(1, max, "letters, digits, hyphens and underscores, .fifo at the end if it is one", "[\\w-]*(\\.fifo)?");
export const domain = (max: number) =>
  limits(
    1,
    max,
    "characters of a domain name with labels of at most 63",
    "(\\*\\.)?([A-Za-z0-9_]([\\w-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z0-9-]{2,63}\\.?",
    repeatable,
  );

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucketName = limits(
  3,
  63,
  "lower-case letters, digits, dots and hyphens, a letter or digit at both ends, no two dots together, not an IP address, not beginning with xn--, sthree- or amzn-s3-demo- nor ending with -s3alias, --ol-s3, .mrap, --x-s3 or --table-s3",
  "(?!xn--|sthree-|amzn-s3-demo-|.*\\.\\.|(\\d+\\.){3}\\d+$)[a-z0-9][a-z0-9.-]*[a-z0-9](?<!-s3alias|--ol-s3|\\.mrap|--x-s3|--table-s3)",
  { scope: "global" },
);
