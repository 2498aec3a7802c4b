import type { Json } from "@modules/checks/json";
import { statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/dafnckmachine/production";
import { stacks } from "../../../../support/stacks";

const stack: Json = stacks["dafnckmachine-production-containers"]!.resource;
const { agentOrchestration, userManagement } = production.containers;

/** Statements of a role's policies, by the role's physical name. */
function statementsOf(name: string): Json[] {
  const [role] = Object.entries<Json>(stack.aws_iam_role).find(([, found]) => found.name === name)!;
  return Object.values<Json>(stack.aws_iam_role_policy)
    .filter((policy) => policy.role === `\${aws_iam_role.${role}.name}`)
    .flatMap(({ policy }) => statements(policy));
}

function container(family: string): Json {
  const task = Object.values<Json>(stack.aws_ecs_task_definition).find((found) => found.family === family);
  return JSON.parse(task.container_definitions)[0];
}

function variables(family: string): string[] {
  return container(family).environment.map(({ name }: Json) => name);
}

test.each([
  ["agent-orchestration", agentOrchestration],
  ["user-management", userManagement],
] as const)("sizes the task of %s by the environment", (family, { cpu, memoryMebibytes, imageTag }) => {
  expect(stack.aws_ecs_task_definition[`${family}-task`]).toMatchObject({
    family,
    cpu: String(cpu),
    memory: String(memoryMebibytes),
  });
  expect(container(family).image).toMatch(new RegExp(`:${imageTag}$`));
});

test("mounts the shared file system where agents keep files", () => {
  expect(container("agent-orchestration").mountPoints).toContainEqual({
    sourceVolume: "shared",
    containerPath: "/shared",
    readOnly: false,
  });
});

test("gives each service its own cache and table", () => {
  expect(variables("agent-orchestration")).toEqual(expect.arrayContaining(["CACHE_HOST", "METRICS_TABLE"]));
  expect(variables("user-management")).toEqual(expect.arrayContaining(["CACHE_HOST", "SESSIONS_TABLE"]));
  expect(variables("batch")).not.toContain("CACHE_HOST");
});

test("injects keys as secrets, which only the execution role reads", () => {
  expect(container("user-management").secrets.map(({ name }: Json) => name)).toEqual(["API_KEYS"]);
  const reads = statementsOf("user-management-execution").filter(({ Action }) =>
    [Action].flat().includes("secretsmanager:GetSecretValue"),
  );
  expect(reads.map(({ Resource }) => Resource)).toEqual([expect.stringContaining("secret:dafnckmachine/api-keys")]);
});

test.each([
  ["agent-orchestration", "agent_orchestration"],
  ["user-management", "user_management"],
  ["batch", "batch"],
])("lets the task of %s log in to the database as %s, and as nobody else", (family, user) => {
  const logins = statementsOf(`${family}-task`).filter(({ Action }) => [Action].flat().includes("rds-db:connect"));

  expect(logins.map(({ Resource }) => Resource)).toEqual([expect.stringMatching(new RegExp(`:dbuser:.*/${user}$`))]);
  expect(container(family).environment).toContainEqual({ name: "DATABASE_USER", value: user });
});
