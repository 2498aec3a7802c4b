import { Repository } from "@modules/aws/ecr/repository";
import { FargateTask } from "@modules/aws/ecs/fargate-task";
import { Queue } from "@modules/aws/messaging/queue";
import { Key } from "@modules/aws/security/key";
import { Secret } from "@modules/aws/security/secret";
import type { Construct } from "constructs";

/** A task that gets a password from Secrets Manager and consumes from a queue. */
export function example(scope: Construct): void {
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
  const repository = new Repository(scope, "images", { name: "mail/worker", key });
  const login = Secret.fromExisting(scope, "login", {
    arn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:mail/login-AbCdEf",
    fields: ["username", "password"],
  });

  const worker = new FargateTask(scope, "worker", {
    name: "mail-worker",
    image: { repository, tag: "v2.4.1" },
    cpu: 512,
    memoryMebibytes: 1024,
    environment: { LOG_LEVEL: "info" },
    secrets: { SMTP_PASSWORD: { secret: login, field: "password" } },
    logsKey: key,
    logRetentionDays: 365,
  });
  new Queue(scope, "mails", { name: "mails" }).grantConsume(worker.role);
}
