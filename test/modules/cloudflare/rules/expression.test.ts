import { type ExpressionContext, expressionFaults } from "@modules/cloudflare/rules/expression";
import { expect, test } from "vitest";

function faults(expression: string, context: Partial<ExpressionContext> = {}): string[] {
  return expressionFaults(expression, {
    plan: "business",
    phase: "http_request_firewall_custom",
    enabled: true,
    ...context,
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
])("accepts %s", (expression) => {
  expect(faults(expression)).toEqual([]);
});

test.each<[string, string, string]>([
  ["an empty expression", " ", "not be empty; use true to match every request"],
  ["more than 4096 characters", `http.host eq "${"x".repeat(4096)}"`, "be at most 4096 characters, got 4111"],
  ["an open quote", 'http.host eq "api', "close its quotes"],
  ["an open parenthesis", '(http.host eq "api"', "close each parenthesis, bracket and brace it opens"],
  ["crossed brackets", 'any(http.request.headers["x")][*] eq "y"]', "close each parenthesis"],
  ["an unknown field", "not cf.verified_bot", "name known fields, got cf.verified_bot"],
  ["a misspelt field", 'http.request.path eq "/"', "name known fields, got http.request.path"],
  ["an obsolete field", "cf.threat_score gt 30", "not use cf.threat_score, which is always 0"],
  ["a response field before the response", "http.response.code eq 500", "which runs before the response"],
])("fails on %s", (_, expression, message) => {
  expect(faults(expression)).toEqual([expect.stringContaining(message)]);
});

test("accepts an obsolete field in a disabled rule", () => {
  expect(faults("cf.threat_score gt 30", { enabled: false })).toEqual([]);
});

test("accepts response fields in phases after the response", () => {
  expect(faults("http.response.code eq 500", { phase: "http_response_headers_transform" })).toEqual([]);
});

test.each<[string, ExpressionContext["plan"], string]>([
  ['http.host matches "^a"', "pro", "not use matches on the pro plan; regular expressions need the business plan"],
  ['http.host ~ "^a"', "free", "not use matches on the free plan"],
  [
    "cf.bot_management.score lt 30",
    "business",
    "not use cf.bot_management.score in http_request_firewall_custom on the business plan; it needs the",
  ],
  ["cf.waf.score lt 20", "business", "plan; it needs the enterprise plan"],
  ['cf.waf.score.class eq "attack"', "pro", "it needs the business plan"],
])("fails on %s on the %s plan", (expression, plan, message) => {
  expect(faults(expression, { plan })).toEqual([expect.stringContaining(message)]);
});

test("accepts fewer fields in rate limits than in other rules", () => {
  const limit = (expression: string, plan: ExpressionContext["plan"]) =>
    faults(expression, { plan, phase: "http_ratelimit" });

  expect(limit('http.request.uri.path contains "/api/"', "free")).toEqual([]);
  expect(limit('http.host eq "a"', "free")).toEqual([
    "not use http.host in http_ratelimit on the free plan; it needs the pro plan",
  ]);
  expect(limit('http.request.method eq "POST"', "pro")).toEqual([
    expect.stringContaining("it needs the business plan"),
  ]);
  expect(limit('http.referer eq "a"', "business")).toEqual([expect.stringContaining("it needs the enterprise plan")]);
  expect(limit('http.referer eq "a"', "enterprise")).toEqual([]);
});

test("finds no operator inside a string", () => {
  expect(faults('http.user_agent contains "matches ~"', { plan: "free" })).toEqual([]);
});
