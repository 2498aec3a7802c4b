import { pipelineText } from "@modules/config/logstash";
import { expect, test } from "vitest";

test("writes plugins with settings of every kind", () => {
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

test("quotes texts that have quotes", () => {
  const text = pipelineText({ input: [], filter: [{ name: "x", settings: { a: 'say "yes"' } }], output: [] });

  expect(text).toContain(`a => 'say "yes"'`);
});

test("fails on both kinds of quotes, for which Logstash has no escape", () => {
  expect(() => pipelineText({ input: [], filter: [{ name: "x", settings: { a: `'"` } }], output: [] })).toThrow(
    "a text must be without one of the two quotes",
  );
});
