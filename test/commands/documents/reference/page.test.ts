import { expect, test } from "vitest";
import { helperReadme, modulePage, packageReadme, pageOf } from "../../../../commands/documents/reference/page";
import type { ModuleSource } from "../../../../commands/documents/reference/source";

const queue: ModuleSource = {
  file: "modules/aws/messaging/queue.ts",
  cloud: "aws",
  service: "messaging",
  name: "Queue",
  doc: { text: "An encrypted queue; failed messages\nwait elsewhere." },
  props: [
    {
      name: "key",
      type: "IKey | undefined",
      optional: true,
      doc: { text: "Encrypts messages.", default: "SQS's key" },
    },
    { name: "name", type: "string", optional: false, doc: { text: "1 to 68 characters." } },
  ],
  types: [
    {
      name: "Mode",
      doc: { text: "Order of messages." },
      values: '"fifo" | "standard"',
      fields: [],
    },
    {
      name: "Limits",
      doc: { text: "Limits of a queue." },
      fields: [{ name: "depth", type: "number", optional: true, doc: { text: "Messages.", default: "1000" } }],
    },
  ],
  attributes: [{ name: "arn", type: "string", optional: false, doc: { text: "" } }],
  methods: [{ signature: "grantSend(role: IRole): void", doc: { text: "Lets the role send." } }],
  example: { text: 'new Queue(scope, "jobs");\n', doc: { text: "A queue of jobs." } },
};

test("writes required props before those with a default", () => {
  const page = modulePage([queue]);

  expect(page.indexOf("| `name` | `string` | required |")).toBeGreaterThan(0);
  expect(page.indexOf("| `name`")).toBeLessThan(page.indexOf("| `key`"));
});

test("escapes the bars of union types", () => {
  expect(modulePage([queue])).toContain("| `key` | `IKey \\| undefined` | SQS's key | Encrypts messages. |");
});

test("shows how the module is imported, its example, its methods, its source and its test", () => {
  const page = modulePage([queue]);

  expect(page).toContain('import { Queue } from "@modules/aws/messaging/queue";');
  expect(page).toContain('A queue of jobs.\n\n```ts\nnew Queue(scope, "jobs");\n```');
  expect(page).toContain("- `grantSend(role: IRole): void`: Lets the role send.");
  expect(page).toContain("[source](../../../../modules/aws/messaging/queue.ts)");
  expect(page).toContain("[test](../../../../test/modules/aws/messaging/queue.test.ts)");
});

test("shows the values and the fields of the types that props refer to", () => {
  const page = modulePage([queue]);

  expect(page).toContain(
    '## Types of the props\n\n### `Mode`\n\nOrder of messages.\n\n```ts\n"fifo" | "standard"\n```',
  );
  expect(page).toContain(
    "### `Limits`\n\nLimits of a queue.\n\n| field | type | default | |\n| - | - | - | - |\n" +
      "| `depth` | `number` | 1000 | Messages. |",
  );
  expect(page.match(/## Types of the props/g)).toHaveLength(1);
});

test("writes several classes of a file on one page", () => {
  const page = modulePage([queue, { ...queue, name: "FifoQueue" }]);

  expect(page.match(/^# .+$/gm)).toEqual(["# Queue", "# FifoQueue"]);
});

test("lists the modules of a package by service, with their first sentence", () => {
  const readme = packageReadme({ name: "@modules/aws", description: "Modules for AWS." }, [queue]);

  expect(readme).toContain("# @modules/aws\n\nModules for AWS.");
  expect(readme).toContain("## messaging");
  expect(readme).toContain("| [Queue](../../docs/reference/aws/messaging/queue.md) | An encrypted queue. |");
});

test("says how a package and its peers are installed", () => {
  const manifest = { name: "@modules/aws", description: "", peerDependencies: { cdktf: "catalog:" } };

  expect(packageReadme(manifest, [queue])).toContain("npm install @modules/aws cdktf\n");
});

test("lists the files of a package without constructs", () => {
  const readme = helperReadme({ name: "@modules/core", description: "" }, [["cidr", "/** Arithmetic. More. */\n"]]);

  expect(readme).toContain("| `@modules/core/cidr` | Arithmetic. |");
});

test("writes the page of a module into the folder of its service", () => {
  expect(pageOf(queue)).toBe("docs/reference/aws/messaging/queue.md");
});
