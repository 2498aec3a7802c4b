/** Reads the format and the size of an image from its first bytes. */

/** Number of bytes to read. A JPEG has its size behind its embedded preview and color profile. */
export const HEADER_BYTES = 256 * 1024;

const ascii = (bytes, from, to) => bytes.toString("latin1", from, to);

const FORMATS = [
  { format: "png", is: (bytes) => ascii(bytes, 0, 8) === "\x89PNG\r\n\x1a\n", size: pngSize },
  { format: "jpeg", is: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff, size: jpegSize },
  { format: "gif", is: (bytes) => /^GIF8[79]a$/.test(ascii(bytes, 0, 6)), size: gifSize },
  { format: "webp", is: (bytes) => ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP", size: webpSize },
];

/**
 * @param {Uint8Array} header the first bytes of a file
 * @returns {{ format: string, width: number, height: number } | undefined} undefined when the bytes are not those of an image
 */
export function readImage(header) {
  const bytes = Buffer.from(header.buffer, header.byteOffset, header.byteLength);
  const known = FORMATS.find(({ is }) => is(bytes));
  try {
    const size = known?.size(bytes);
    return size && size.width > 0 && size.height > 0 ? { format: known.format, ...size } : undefined;
  } catch (error) {
    // The header ends before the size.
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

function pngSize(bytes) {
  return ascii(bytes, 12, 16) === "IHDR"
    ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    : undefined;
}

function gifSize(bytes) {
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

/** Walks the segments to the frame header, which follows metadata of any length. */
function jpegSize(bytes) {
  let position = 2;
  while (bytes.readUInt8(position) === 0xff) {
    const marker = bytes.readUInt8(position + 1);
    if (marker === 0xff) {
      position += 1; // A marker may have padding.
    } else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: bytes.readUInt16BE(position + 7), height: bytes.readUInt16BE(position + 5) };
    } else {
      position += 2 + bytes.readUInt16BE(position + 2);
    }
  }
  return undefined;
}

/** Size in one of the three kinds of WebP: https://developers.google.com/speed/webp/docs/riff_container. */
function webpSize(bytes) {
  switch (ascii(bytes, 12, 16)) {
    case "VP8 ":
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case "VP8L": {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X":
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return undefined;
  }
}
