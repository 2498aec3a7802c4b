import { fluentConf, matchesTag } from "@modules/config/fluentd";
import { expect, test } from "vitest";

const OUTPUT = { name: "match", argument: "app.**", parameters: { "@type": "stdout" } };

test("nests sections in directives", () => {
  const text = fluentConf([
    {
      name: "source",
      parameters: { "@type": "tail", tag: "app.*", read_from_head: true },
      sections: [{ name: "parse", parameters: { "@type": "json" } }],
    },
    OUTPUT,
  ]);

  expect(text).toBe(`<source>
  @type tail
  tag app.*
  read_from_head true
  <parse>
    @type json
  </parse>
</source>

<match app.**>
  @type stdout
</match>
`);
});

test.each([
  ["app.**", "app", true],
  ["app.**", "app.orders.created", true],
  ["app.**", "application", false],
  ["app.*", "app.orders", true],
  ["app.*", "app.orders.created", false],
  ["**", "anything.at.all", true],
  ["kubernetes.** app.**", "app.orders", true],
])("matches the patterns %s with the tag %s: %s", (patterns, tag, expected) => {
  expect(matchesTag(patterns, tag)).toBe(expected);
});

test("fails when no match accepts the tag of a source", () => {
  const source = { name: "source", parameters: { "@type": "tail", tag: "kubernetes.*" } };

  expect(() => fluentConf([source, OUTPUT])).toThrow(
    "<source>: tag must match the pattern of a <match>, got kubernetes.*",
  );
});
