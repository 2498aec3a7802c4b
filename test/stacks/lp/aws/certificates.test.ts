import { only, statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/lp/production";
import { stacks } from "../../../support/stacks";

const certificates = stacks["lp-production-certificates"]!;
const { project, region } = production.google!;
const ISSUER = `container.googleapis.com/v1/projects/${project.id}/locations/${region}/clusters/lp-production`;

test("lets cert-manager in the GKE cluster assume the role with its service account token", () => {
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

test("lets the role write TXT records only", () => {
  const [change] = statements(only(certificates, "aws_iam_role_policy").policy);

  expect(change).toMatchObject({
    Action: "route53:ChangeResourceRecordSets",
    Condition: { "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": "TXT" } },
  });
});
