import { SecurityHeaders, type SecurityHeadersProps } from "@modules/aws/cdn/security-headers";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function policy(props: Partial<SecurityHeadersProps> = {}): Json {
  const json = synth((stack) => new SecurityHeaders(stack, "headers", { name: "shop", ...props }));
  return only(json, "aws_cloudfront_response_headers_policy");
}

test("sends HSTS for a year, whatever the origin sends", () => {
  expect(policy().security_headers_config.strict_transport_security).toMatchObject({
    access_control_max_age_sec: 31_536_000,
    include_subdomains: true,
    override: true,
  });
});

test("lets the origin choose how it is framed, unless framing is denied", () => {
  const frames = (props: Partial<SecurityHeadersProps>) => policy(props).security_headers_config.frame_options;

  expect(frames({})).toEqual({ frame_option: "SAMEORIGIN", override: false });
  expect(frames({ frameOption: "DENY" })).toEqual({ frame_option: "DENY", override: true });
});

test("sends CORS headers for the origins given, without credentials", () => {
  expect(policy().cors_config).toBeUndefined();
  expect(policy({ allowedOrigins: ["https://app.example.com"] }).cors_config).toMatchObject({
    access_control_allow_origins: { items: ["https://app.example.com"] },
    access_control_allow_credentials: false,
  });
});

test("fails on a name that CloudFront refuses", () => {
  expect(() => policy({ name: "shop headers" })).toThrow("stack/headers: name must be");
});
