import { type ExpressionContext, expressionFaults } from "@modules/cloudflare/rules/expression";
import { expect, test } from "vitest";

function faults(expression: string, place: Partial<ExpressionContext> = {}): string[] {
  return expressionFaults(expression, {
    plan: "business",
    phase: "http_request_firewall_custom",
    enabled: true,
    ...place,
  });
}

test.each([
  "true",
  "ssl",
  '(http.host eq "api.example.com")',
  'http.host in {"a.example.com" "b.example.com"} and not cf.client.bot',
  'http.user_agent contains "a \\"quoted\\" ) word"',
  'http.request.uri.path matches r#"^/v\\d+/(a|b)"$"#',
  'any(http.request.headers["x-forwarded-for"][*] contains "(")',
  'ip.src in {192.0.2.0/24 2001:db8::/32} or ip.src.country eq "ZA"',
  'cf.waf.score.class in {"attack" "likely_attack"}',
  "ip.src in $office",
])("takes %s", (expression) => {
  expect(faults(expression)).toEqual([]);
});

test.each<[string, string, string]>([
  ["nothing", " ", "say something; use true for every request"],
  ["too much", `http.host eq "${"x".repeat(4096)}"`, "be at most 4096 characters, got 4111"],
  ["an open quote", 'http.host eq "api', "close its quotes"],
  ["an open parenthesis", '(http.host eq "api"', "close each parenthesis, bracket and brace it opens"],
  ["crossed brackets", 'any(http.request.headers["x")][*] eq "y"]', "close each parenthesis"],
  ["a field that never was", "not cf.verified_bot", "name fields there are, got cf.verified_bot"],
  ["a misspelt field", 'http.request.path eq "/"', "name fields there are, got http.request.path"],
  ["a dead field", "cf.threat_score gt 30", "do without cf.threat_score, which is always 0"],
  ["an answer that is not there yet", "http.response.code eq 500", "do without http.response.code before there is"],
])("fails on %s", (_, expression, message) => {
  expect(faults(expression)).toEqual([expect.stringContaining(message)]);
});

test("leaves a dead field to a rule that is switched off", () => {
  expect(faults("cf.threat_score gt 30", { enabled: false })).toEqual([]);
});

test("knows answers where there is one", () => {
  expect(faults("http.response.code eq 500", { phase: "http_response_headers_transform" })).toEqual([]);
});

test.each<[string, ExpressionContext["plan"], string]>([
  ['http.host matches "^a"', "pro", "do without matches on the pro plan; regular expressions come with business"],
  ['http.host ~ "^a"', "free", "do without matches on the free plan"],
  [
    "cf.bot_management.score lt 30",
    "business",
    "do without cf.bot_management.score in http_request_firewall_custom on the business plan; it comes with",
  ],
  ["cf.waf.score lt 20", "business", "plan; it comes with enterprise"],
  ['cf.waf.score.class eq "attack"', "pro", "it comes with business"],
])("fails on %s where the plan is %s", (expression, plan, message) => {
  expect(faults(expression, { plan })).toEqual([expect.stringContaining(message)]);
});

test("lets rate limits name less than other rules", () => {
  const limit = (expression: string, plan: ExpressionContext["plan"]) =>
    faults(expression, { plan, phase: "http_ratelimit" });

  expect(limit('http.request.uri.path contains "/api/"', "free")).toEqual([]);
  expect(limit('http.host eq "a"', "free")).toEqual([
    "do without http.host in http_ratelimit on the free plan; it comes with pro",
  ]);
  expect(limit('http.request.method eq "POST"', "pro")).toEqual([expect.stringContaining("it comes with business")]);
  expect(limit('http.referer eq "a"', "business")).toEqual([expect.stringContaining("it comes with enterprise")]);
  expect(limit('http.referer eq "a"', "enterprise")).toEqual([]);
});

test("takes a word in quotes for no operator", () => {
  expect(faults('http.user_agent contains "matches ~"', { plan: "free" })).toEqual([]);
});
