import type { Json } from "@modules/checks/json";
import { beforeEach, expect, test, vi } from "vitest";
import { passwordsIn, secretsKept } from "../../../support/kept-secrets";

// The function is JavaScript without declarations, so its path must not be a literal that tsc resolves.
const FOLDER: string = "../../../../modules/aws/database/rotate-master-password";
const { createHandler }: Json = await import(`${FOLDER}/index.mjs`);

const INSTANCE = {
  Engine: "postgres",
  Endpoint: { Address: "db.example.com", Port: 5432 },
  MasterUsername: "administrator",
  DBName: "shop",
  DBInstanceStatus: "available",
};

let versions: Record<string, string[]>;
let values: Record<string, string>;
let states: Json[];
let rotationEnabled: boolean;

const notFound = () => Object.assign(new Error("no value"), { name: "ResourceNotFoundException" });

/** A secret with versions and staging labels, as in Secrets Manager. */
const secrets = {
  describeSecret: vi.fn(async () => ({ RotationEnabled: rotationEnabled, VersionIdsToStages: versions })),
  getSecretValue: vi.fn(async ({ VersionId, VersionStage }: Json) => {
    const id = VersionId ?? Object.keys(versions).find((version) => versions[version]!.includes(VersionStage));
    if (id === undefined || values[id] === undefined) {
      throw notFound();
    }
    return { SecretString: values[id] };
  }),
  getRandomPassword: vi.fn(async () => ({ RandomPassword: "x".repeat(40) })),
  putSecretValue: vi.fn(async ({ ClientRequestToken, SecretString, VersionStages }: Json) => {
    values[ClientRequestToken] = SecretString;
    versions[ClientRequestToken] = VersionStages;
  }),
  updateSecretVersionStage: vi.fn(async ({ MoveToVersionId, RemoveFromVersionId }: Json) => {
    versions[MoveToVersionId] = ["AWSCURRENT"];
    if (RemoveFromVersionId) {
      versions[RemoveFromVersionId] = ["AWSPREVIOUS"];
    }
  }),
};

/** An instance that reports the given states one after the other, and is available from then on. */
const rds = {
  describeDBInstances: vi.fn(async () => ({ DBInstances: [{ ...INSTANCE, ...states.shift() }] })),
  modifyDBInstance: vi.fn(async () => {}),
};

const kept = secretsKept(() => Object.values(values).flatMap(passwordsIn));

const handler = kept(
  createHandler({ secrets, rds }, { identifier: "shop-postgres", wait: async () => {}, attempts: 4 }),
);

const step = (Step: string) => handler({ Step, SecretId: "shop/credentials", ClientRequestToken: "new" });

beforeEach(() => {
  vi.clearAllMocks();
  versions = { old: ["AWSCURRENT"], new: ["AWSPENDING"] };
  values = { old: JSON.stringify({ password: "old-password" }) };
  states = [];
  rotationEnabled = true;
});

test("generates a password that RDS accepts, beside the fields of the connection", async () => {
  await step("createSecret");

  expect(secrets.getRandomPassword).toHaveBeenCalledWith(expect.objectContaining({ PasswordLength: 40 }));
  for (const refused of ["/", "@", '"', "'", " "]) {
    expect((secrets.getRandomPassword.mock.calls as Json)[0][0].ExcludeCharacters).toContain(refused);
  }
  expect(JSON.parse(values.new!)).toEqual({
    engine: "postgres",
    host: "db.example.com",
    port: 5432,
    username: "administrator",
    password: "x".repeat(40),
    dbname: "shop",
    dbInstanceIdentifier: "shop-postgres",
    url: `postgresql://administrator:${"x".repeat(40)}@db.example.com:5432/shop?sslmode=require`,
  });
});

test("percent-encodes the password in the URL", async () => {
  secrets.getRandomPassword.mockResolvedValueOnce({ RandomPassword: "a:b?c#d%e" });
  await step("createSecret");
  const { url, password } = JSON.parse(values.new!);

  expect(decodeURIComponent(new URL(url).password)).toBe("a:b?c#d%e");
  expect(password).toBe("a:b?c#d%e");
});

test("keeps the password when the step is repeated", async () => {
  await step("createSecret");
  await step("createSecret");

  expect(secrets.putSecretValue).toHaveBeenCalledTimes(1);
});

test("fails on errors other than a missing value", async () => {
  secrets.getSecretValue.mockRejectedValueOnce(Object.assign(new Error("denied"), { name: "AccessDeniedException" }));

  await expect(step("createSecret")).rejects.toThrow("denied");
  expect(secrets.putSecretValue).not.toHaveBeenCalled();
});

test("fails on a value that is no JSON without a word of it, which Lambda would log", async () => {
  values.new = "hunter2-typed-by-a-person";

  await expect(step("setSecret")).rejects.toThrow(
    "shop/credentials must have a value in JSON; remove its label AWSPENDING and rotate it again",
  );
  expect(rds.modifyDBInstance).not.toHaveBeenCalled();
});

test("sets the pending password immediately, on its own instance only", async () => {
  values.new = JSON.stringify({ password: "fresh-password" });
  await step("setSecret");

  expect(rds.modifyDBInstance).toHaveBeenCalledWith({
    DBInstanceIdentifier: "shop-postgres",
    MasterUserPassword: "fresh-password",
    ApplyImmediately: true,
  });
});

test("waits until RDS has applied the password, and ignores a settled status before the change", async () => {
  states = [{}, { PendingModifiedValues: { MasterUserPassword: "****" } }, {}, {}];
  await step("testSecret");

  expect(rds.describeDBInstances).toHaveBeenCalledTimes(4);
});

test("fails when RDS takes too long, so that Secrets Manager retries", async () => {
  states = Array.from({ length: 4 }, () => ({ DBInstanceStatus: "resetting-master-credentials" }));

  await expect(step("testSecret")).rejects.toThrow("shop-postgres has not taken the new password yet");
});

test("labels the new password as the current version", async () => {
  values.new = JSON.stringify({ password: "fresh-password" });
  await step("finishSecret");

  expect(versions).toEqual({ old: ["AWSPREVIOUS"], new: ["AWSCURRENT"] });
});

test("sets the first password of a secret without a value", async () => {
  versions = {};
  values = {};
  for (const name of ["createSecret", "setSecret", "testSecret", "finishSecret"]) {
    await step(name);
  }

  expect(versions).toEqual({ new: ["AWSCURRENT"] });
  expect(secrets.updateSecretVersionStage).toHaveBeenCalledWith(
    expect.not.objectContaining({ RemoveFromVersionId: expect.anything() }),
  );
});

test("rotates the password of a cluster", async () => {
  values = {};
  const cluster = {
    Engine: "aurora-postgresql",
    Endpoint: "cluster.example.com",
    Port: 5432,
    MasterUsername: "administrator",
    DatabaseName: "shop",
  };
  const clusters = {
    describeDBClusters: vi
      .fn()
      .mockResolvedValueOnce({ DBClusters: [cluster] })
      .mockResolvedValueOnce({ DBClusters: [{ Status: "resetting-master-credentials" }] })
      .mockResolvedValue({ DBClusters: [{ Status: "available" }] }),
    modifyDBCluster: vi.fn(async () => {}),
  };
  const options = { kind: "cluster", identifier: "shop-aurora", wait: async () => {}, attempts: 4 };
  const rotate = kept(createHandler({ secrets, rds: clusters }, options));
  for (const Step of ["createSecret", "setSecret", "testSecret", "finishSecret"]) {
    await rotate({ Step, SecretId: "shop/credentials", ClientRequestToken: "new" });
  }

  expect(JSON.parse(values.new!)).toMatchObject({
    engine: "aurora-postgresql",
    host: "cluster.example.com",
    dbname: "shop",
    dbClusterIdentifier: "shop-aurora",
  });
  expect(clusters.modifyDBCluster).toHaveBeenCalledWith({
    DBClusterIdentifier: "shop-aurora",
    MasterUserPassword: "x".repeat(40),
    ApplyImmediately: true,
  });
  expect(clusters.describeDBClusters).toHaveBeenCalledTimes(4);
  expect(versions.new).toEqual(["AWSCURRENT"]);
});

test("does nothing for a version that is already current", async () => {
  versions = { new: ["AWSCURRENT"] };
  await step("setSecret");

  expect(rds.modifyDBInstance).not.toHaveBeenCalled();
});

test("fails on a version that is not pending, without rotation and on an unknown step", async () => {
  versions = { old: ["AWSCURRENT"] };
  await expect(step("setSecret")).rejects.toThrow("version new of shop/credentials must be pending");
  await expect(step("toString")).rejects.toThrow(
    "step must be createSecret or setSecret or testSecret or finishSecret",
  );
  rotationEnabled = false;
  await expect(step("setSecret")).rejects.toThrow("shop/credentials must have its rotation enabled");
});
