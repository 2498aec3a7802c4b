import { policies } from "@modules/checks/policies/all";
import { expect, test } from "vitest";
import { policiesPage } from "../../../commands/documents/policies-page";

test("has a line for each policy with its page, its places in catalogs and its effect", () => {
  const rules = policies.filter(({ id }) => ["aws-kms-rotation", "aws-rds-multi-az"].includes(id));
  const lines = policiesPage(rules).split("\n").slice(-3, -1);

  expect(lines).toEqual([
    "| [aws-rds-multi-az](https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html) | databases have a standby in another availability zone | high | NIST CSF 2.0 PR.IR-03, SOC 2 A1.2, ISO/IEC 27001:2022 A.8.14, GDPR Art. 32(1)(b) | does not apply |",
    "| [aws-kms-rotation](https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html) | keys rotate | medium | CIS AWS Foundations 3.0.0 3.6, SOC 2 CC6.1, ISO/IEC 27001:2022 A.8.24, GDPR Art. 32(1)(a) | fails |",
  ]);
});
