/** Checks that the role of a program allows the calls that its sources make, and no others. */
import { cachedGlob } from "../access/conditions";
import { isAllowed } from "../access/evaluate";
import { type Call, type ProgramAccess, programsOf } from "../access/program-calls";
import type { Json } from "../json";
import { list } from "../model/values";
import type { PreparedStack } from "../prepare";

/** Actions that grants of modules give together with another, which reveal and change no more than that one does. */
const COMPANIONS: Readonly<Record<string, string>> = {
  "s3:AbortMultipartUpload": "s3:PutObject",
  "secretsmanager:DescribeSecret": "secretsmanager:GetSecretValue",
};

/** Fixes for permissions that a wider grant of a module gives. */
const NARROWER: Readonly<Record<string, string>> = {
  "s3:ListBucket": "grant with grantGet in place of grantRead",
};

/** Checks each role of a program: the program has a file of calls beside its sources, and the role allows just these. */
export function programCallFaults(stacks: readonly PreparedStack[]): string[] {
  return programsOf(stacks).flatMap((access) =>
    access.stated ? [...lacks(access), ...surplus(access)] : [missingFile(access)],
  );
}

function missingFile({ role, file }: ProgramAccess): string {
  const example = '{ "calls": { "s3:GetObject": "arn:aws:s3:::{BUCKET_NAME}/*" } }';
  return `${file}: must hold the calls to AWS that the program of ${role.block.path} makes, got no such file; write it with an ARN for each action, in which {NAME} is an environment variable of the program, such as ${example}, or { "calls": {} } for a program without calls`;
}

function lacks({ role, file, needed }: ProgramAccess): string[] {
  return needed
    .filter((call) => !isAllowed(role, { ...call, principal: role.arn }))
    .map(
      ({ action, resource }) =>
        `${role.block.path}: must allow ${action} on ${resource}, as ${file} says of its program, got no permission; grant it to the role, or correct the file`,
    );
}

function surplus({ role, file, needed, possible }: ProgramAccess): string[] {
  const calls = [...needed, ...possible];
  const unused = role.policies
    .flatMap((policy) => list(policy.Statement))
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap((statement) => unusedIn(statement, calls));
  return [...new Set(unused)].map((line) => {
    const narrower = NARROWER[line.split(" ", 1)[0]!];
    return `${role.block.path}: must allow what its program calls and no more, got ${line}; ${narrower ?? "remove the permission"}, or add the call to ${file}`;
  });
}

/** Actions of a statement that no call is about, and resources that none reaches. */
function unusedIn({ Action, Resource }: Json, calls: readonly Call[]): string[] {
  const resources = list(Resource).map(String);
  const about = (action: string, within: readonly string[]) =>
    calls.some((call) => call.action === action && within.some((one) => overlaps(one, call.resource)));
  const used = (action: string, within = resources) => {
    const other = COMPANIONS[action];
    return about(action, within) || (other !== undefined && about(other, within));
  };
  const actions: string[] = list(Action);
  return [
    ...actions.filter((action) => !used(action)).map((action) => `${action} on ${resources.join(", ")}`),
    ...resources
      .filter((resource) => !actions.some((action) => used(action, [resource])))
      .map((resource) => `${actions.join(", ")} on ${resource}`),
  ];
}

/** Whether one pattern matches the other. Patterns that only share some names do not count. */
function overlaps(one: string, other: string): boolean {
  const fits = (pattern: string, name: string) => /[*?]/.test(pattern) && cachedGlob(pattern).test(name);
  return one === other || one === "*" || other === "*" || fits(one, other) || fits(other, one);
}
