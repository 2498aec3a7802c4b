import type { Json } from "@modules/checks/json";
import { excludedArguments, excludedStatements, excludedWith, exclusions } from "./exclusions";

/** Adapts the JSON of a stack to the emulator: path-style addresses, few retries, and without the exclusions. */
export function forEmulator(json: Json): Json {
  const { data, output, provider, resource = {}, terraform } = json;
  const states = data?.terraform_remote_state;
  return {
    ...json,
    terraform: { ...terraform, backend: { s3: { ...terraform.backend.s3, ...PATH_STYLE } } },
    provider: {
      ...provider,
      aws: provider.aws.map((aws: Json) => ({
        ...aws,
        s3_use_path_style: true,
        // The emulator answers unknown calls with 500, which the provider would retry for minutes.
        max_retries: 3,
      })),
    },
    ...(states && { data: { ...data, terraform_remote_state: mapValues(states, reader) } }),
    resource: nonEmpty(
      mapValues(resource, (named, type) =>
        mapValues(included(named, type), (values) => withoutArguments(type, values)),
      ),
    ),
    ...(output && {
      output: mapValues(output, (value, name) => (isExcluded(`output.${name}`) ? { ...value, value: NOTHING } : value)),
    }),
  };
}

/** The emulator has one host name, so the bucket is in the path of a request. */
const PATH_STYLE = { use_path_style: true };

/** Value of an excluded output: an ARN without a resource, which is valid for arguments that take an ARN or a name. */
const NOTHING = "arn:aws:elasticache:us-east-1:000000000000:replicationgroup:not-emulated";

function reader(state: Json): Json {
  return { ...state, config: { ...state.config, ...PATH_STYLE } };
}

function isExcluded(address: string): boolean {
  return Object.keys(exclusions).some((key) =>
    key.endsWith("*") ? address.startsWith(key.slice(0, -1)) : address === key,
  );
}

function included(named: Json, type: string): Json {
  return filterKeys(
    named,
    (name) =>
      !isExcluded(`${type}.${name}`) &&
      !Object.keys(named[name]).some((argument) => `${type}.${argument}` in excludedWith),
  );
}

function withoutArguments(type: string, values: Json): Json {
  const kept = filterKeys(values, (argument) => !(`${type}.${argument}` in excludedArguments));
  return type === "aws_s3_bucket_policy" ? { ...kept, policy: withoutStatements(kept.policy) } : kept;
}

function withoutStatements(policy: string): string {
  const { Statement, ...rest } = JSON.parse(policy);
  return JSON.stringify({ ...rest, Statement: Statement.filter((one: Json) => !excludedStatements.matches(one)) });
}

/** Removes resource types without a resource, which Terraform refuses. */
function nonEmpty(values: Json): Json {
  return filterKeys(values, (key) => Object.keys(values[key]).length > 0);
}

function filterKeys(values: Json, keep: (key: string) => boolean): Json {
  return Object.fromEntries(Object.entries(values).filter(([key]) => keep(key)));
}

function mapValues(values: Json, change: (value: Json, key: string) => Json): Json {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value, key)]));
}
