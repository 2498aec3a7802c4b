import { pipelineText } from "@modules/config/logstash";
import { expect, test } from "vitest";

test("writes plugins with settings of every type", () => {
  const text = pipelineText({
    input: [{ name: "beats", settings: { port: 5044 } }],
    filter: [{ name: "grok", settings: { match: { message: "%{IP:client}" }, tag_on_failure: ["unparsed"] } }],
    output: [{ name: "elasticsearch", settings: { index: "logs", ilm_enabled: false } }, { name: "stdout" }],
  });

  expect(text).toBe(`input {
  beats {
    port => 5044
  }
}

filter {
  grok {
    match => { "message" => "%{IP:client}" }
    tag_on_failure => ["unparsed"]
  }
}

output {
  elasticsearch {
    index => "logs"
    ilm_enabled => false
  }
  stdout {}
}
`);
});

test("uses single quotes for texts with double quotes", () => {
  const text = pipelineText({ input: [], filter: [{ name: "x", settings: { a: 'say "yes"' } }], output: [] });

  expect(text).toContain(`a => 'say "yes"'`);
});

test("fails on a text with both kinds of quotes", () => {
  expect(() => pipelineText({ input: [], filter: [{ name: "x", settings: { a: `'"` } }], output: [] })).toThrow(
    `settings: a text must not contain both ' and "`,
  );
});
