import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { only, statements } from "../../../support/synth";

const certificates = stacks["lp-production-certificates"]!;
const ISSUER = "container.googleapis.com/v1/projects/example-lp-prod/locations/us-west1/clusters/lp-production";

test("trusts tokens of the cluster in Google Cloud, for cert-manager alone", () => {
  expect(only(certificates, "aws_iam_openid_connect_provider")).toMatchObject({
    url: `https://${ISSUER}`,
    client_id_list: ["sts.amazonaws.com"],
  });
  expect(statements(only(certificates, "aws_iam_role").assume_role_policy)).toMatchObject([
    {
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [`${ISSUER}:aud`]: "sts.amazonaws.com",
          [`${ISSUER}:sub`]: "system:serviceaccount:cert-manager:cert-manager",
        },
      },
    },
  ]);
});

test("lets it answer challenges and write no other record", () => {
  const [change] = statements(only(certificates, "aws_iam_role_policy").policy);

  expect(change).toMatchObject({
    Action: "route53:ChangeResourceRecordSets",
    Condition: { "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": "TXT" } },
  });
});
