import { expect, test } from "vitest";
import { changesSince } from "../../../commands/report/changes";
import { fingerprintOf } from "../../../commands/runner/fingerprint";

const queue = {
  aws_sqs_queue: { jobs: { name: "jobs", policy: { b: 1, a: 2 }, "//": { metadata: { path: "shop/jobs" } } } },
};
const before = new Map([
  ["shop", fingerprintOf({ resource: queue, output: { url: { value: "x" } } })],
  ["former", fingerprintOf({})],
]);

test("finds stacks, resources, arguments and other blocks that differ", () => {
  const resource = { aws_sqs_queue: { jobs: { name: "work", policy: { a: 2, b: 1 } } }, aws_sns_topic: { new: {} } };
  const changes = changesSince("main", before, [
    { id: "shop", json: { resource } },
    { id: "extra", json: {} },
  ]);

  expect(changes).toEqual({
    base: "main",
    added: ["extra"],
    removed: ["former"],
    changed: [
      {
        stack: "shop",
        added: ["aws_sns_topic.new"],
        removed: [],
        changed: [{ address: "aws_sqs_queue.jobs", names: ["name"] }],
        sections: ["output"],
      },
    ],
  });
});

test("finds nothing where only the order of keys and the paths of constructs differ", () => {
  const moved = { aws_sqs_queue: { jobs: { policy: { a: 2, b: 1 }, name: "jobs" } } };
  const json = { output: { url: { value: "x" } }, resource: moved };

  expect(
    changesSince("main", before, [
      { id: "shop", json },
      { id: "former", json: {} },
    ]).changed,
  ).toEqual([]);
});
