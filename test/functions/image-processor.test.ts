import type { Json } from "@modules/checks/json";
import { beforeEach, expect, test, vi } from "vitest";
import { secretsKept } from "../support/kept-secrets";

// The deployed file is JavaScript without type declarations.
const FOLDER: string = "../../functions/image-processor";
const { readImage, HEADER_BYTES }: Json = await import(`${FOLDER}/image.mjs`);
const { createHandler }: Json = await import(`${FOLDER}/index.mjs`);

const hex = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");
const riff = (chunk: string) => Buffer.concat([Buffer.from("RIFF\0\0\0\0WEBP"), hex(chunk)]);

const PNG = Buffer.concat([hex("89504e47 0d0a1a0a 0000000d"), Buffer.from("IHDR"), hex("00000280 000001e0 08020000")]);
// A preview of 16 bytes precedes the frame header.
const JPEG = hex("ffd8 ffe1 0010 0000000000000000000000000000 ff ffc4 0002 ffc2 0011 08 01e0 0280 03");
const GIF = Buffer.concat([Buffer.from("GIF89a"), hex("8002 e001 f7")]);

test.each<[string, string, Buffer]>([
  ["PNG", "png", PNG],
  ["JPEG", "jpeg", JPEG],
  ["GIF", "gif", GIF],
  ["lossy WebP", "webp", riff("56503820 00000000 000000 9d012a 8002 e001")],
  ["lossless WebP", "webp", riff(`5650384c 00000000 2f ${"7fc27700"}`)],
  ["extended WebP", "webp", riff("56503858 0a000000 10000000 7f0200 df0100")],
])("reads the format and size of a %s", (_, format, bytes) => {
  expect(readImage(bytes)).toEqual({ format, width: 640, height: 480 });
});

test.each<[string, Buffer]>([
  ["an empty file", Buffer.alloc(0)],
  ["text", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")],
  ["a PNG cut short", PNG.subarray(0, 18)],
  ["a JPEG without a frame", hex("ffd8 ffe1 0004 0000 00")],
  ["an image with a width of 0", Buffer.concat([Buffer.from("GIF89a"), hex("0000 e001")])],
  ["a WebP of an unknown kind", riff("414e4d46 00000000")],
])("recognizes no image in %s", (_, bytes) => {
  expect(readImage(bytes)).toBeUndefined();
});

const s3 = {
  getObject: vi.fn(),
  listObjectsV2: vi.fn(),
  putObject: vi.fn(),
  getObjectTagging: vi.fn(),
  putObjectTagging: vi.fn(),
};

const handler = secretsKept()(
  createHandler({ s3: async () => s3, incomingPrefix: "incoming/", processedPrefix: "processed/" }),
);

function upload(key: string, size = 100): Json {
  return { Records: [{ s3: { bucket: { name: "uploads" }, object: { key, size } } }] };
}

beforeEach(() => {
  vi.resetAllMocks();
  s3.getObject.mockResolvedValue({ Body: { transformToByteArray: async () => new Uint8Array(PNG) } });
  s3.getObjectTagging.mockResolvedValue({ TagSet: [{ Key: "owner", Value: "7" }] });
});

test("reads only the header of an upload and writes its format and size under another prefix", async () => {
  await handler(upload("incoming/7/caf%C3%A9+au+lait.png"));

  expect(s3.getObject).toHaveBeenCalledWith({
    Bucket: "uploads",
    Key: "incoming/7/café au lait.png",
    Range: `bytes=0-${HEADER_BYTES - 1}`,
  });
  const [[result]] = s3.putObject.mock.calls as [[Json]];
  expect(result).toMatchObject({ Bucket: "uploads", Key: "processed/7/café au lait.png.json" });
  expect(JSON.parse(result.Body)).toEqual({
    key: "incoming/7/café au lait.png",
    bytes: 100,
    valid: true,
    format: "png",
    width: 640,
    height: 480,
  });
  expect(s3.putObjectTagging).not.toHaveBeenCalled();
});

test("tags a file that is not an image and keeps its other tags", async () => {
  s3.getObject.mockResolvedValue({ Body: { transformToByteArray: async () => new Uint8Array(9) } });

  await handler(upload("incoming/virus.exe"));

  expect(JSON.parse(s3.putObject.mock.calls[0]![0].Body)).toMatchObject({ valid: false });
  expect(s3.putObjectTagging).toHaveBeenCalledWith({
    Bucket: "uploads",
    Key: "incoming/virus.exe",
    Tagging: {
      TagSet: [
        { Key: "owner", Value: "7" },
        { Key: "validation", Value: "invalid" },
      ],
    },
  });
});

test("requests no range of an empty object", async () => {
  await handler(upload("incoming/empty.png", 0));

  expect(s3.getObject).not.toHaveBeenCalled();
  expect(JSON.parse(s3.putObject.mock.calls[0]![0].Body)).toMatchObject({ bytes: 0, valid: false });
});

test("ignores its own results", async () => {
  await handler(upload("processed/cat.png.json"));

  expect(s3.getObject).not.toHaveBeenCalled();
  expect(s3.putObject).not.toHaveBeenCalled();
});

test("ignores an upload that was deleted in the meantime", async () => {
  s3.getObject.mockRejectedValue(Object.assign(new Error("gone"), { name: "NoSuchKey" }));

  await handler(upload("incoming/cat.png"));

  expect(s3.putObject).not.toHaveBeenCalled();
});

test.each([
  ["ignores an upload that was deleted, which S3 reports as AccessDenied", [], undefined],
  ["fails when S3 denies an upload that is there", [{ Key: "incoming/cat.png" }], "denied"],
])("%s", async (_, Contents, fault) => {
  s3.getObject.mockRejectedValue(Object.assign(new Error("denied"), { name: "AccessDenied" }));
  s3.listObjectsV2.mockResolvedValue({ Contents });

  const handled = handler(upload("incoming/cat.png"));

  await (fault ? expect(handled).rejects.toThrow(fault) : expect(handled).resolves.toBeUndefined());
  expect(s3.putObject).not.toHaveBeenCalled();
});

test("fails when S3 fails, so that Lambda retries the event", async () => {
  s3.getObject.mockRejectedValue(new Error("slow down"));

  await expect(handler(upload("incoming/cat.png"))).rejects.toThrow("slow down");
});
