import { setAccount } from "@modules/aws/account";
import { UsageExport, type UsageExportProps } from "@modules/aws/cost/usage-export";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function usage(props: Partial<UsageExportProps> = {}, region = "us-east-1"): Json {
  return synth((stack) => {
    setAccount(stack, { id: "111122223333", region });
    new UsageExport(stack, "usage", { name: "shop-usage", bucket: "shop-usage-reports", ...props });
  });
}

test("exports usage by resource every day to its own bucket, once the bucket's policy exists", () => {
  const [exported] = only(usage(), "aws_bcmdataexports_export").export;

  expect(exported.data_query[0].query_statement).toMatch(
    /^SELECT bill_billing_period_start_date, .*resource_tags FROM COST_AND_USAGE_REPORT$/,
  );
  expect(exported.destination_configurations[0].s3_destination[0]).toMatchObject({
    s3_bucket: expect.stringContaining("aws_s3_bucket_policy"),
    s3_region: "us-east-1",
  });
});

test("sends the view of costs that the service would add", () => {
  const [{ data_query }] = only(usage(), "aws_bcmdataexports_export").export;

  expect(data_query[0].table_configurations.COST_AND_USAGE_REPORT).toMatchObject({
    BILLING_VIEW_ARN: "arn:aws:billing::111122223333:billingview/primary",
  });
});

test("lets the exports of this account write, and nobody else", () => {
  const [exports] = statements(only(usage(), "aws_s3_bucket_policy").policy).filter(({ Effect }) => Effect === "Allow");

  expect(exports).toMatchObject({
    Principal: { Service: ["billingreports.amazonaws.com", "bcm-data-exports.amazonaws.com"] },
    Condition: { StringLike: { "aws:SourceAccount": "111122223333" } },
  });
});

test("lets overrides win over what it sets", () => {
  const tags = { Team: "finance" };

  expect(only(usage({ overrides: { tags } }), "aws_bcmdataexports_export").tags).toEqual(tags);
});

test("fails in another region, or with a wrong name", () => {
  expect(() => usage({}, "us-west-2")).toThrow("region must be us-east-1, which alone has the API, got us-west-2");
  expect(() => usage({ name: "shop usage" })).toThrow("name must be 1 to 128");
});
