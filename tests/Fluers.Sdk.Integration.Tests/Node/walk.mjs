// Walks a stream of frames on standard input with another language's MessagePack library and prints what it finds as JSON.
import { decodeMulti, ExtData } from "@msgpack/msgpack";
import { readFileSync } from "node:fs";

const frames = [];
for (const value of decodeMulti(readFileSync(0), { useBigInt64: false })) {
  if (value instanceof ExtData && value.type === 70) {
    const view = new DataView(value.data.buffer, value.data.byteOffset, value.data.byteLength);
    frames.push({ kind: view.getUint8(8), version: view.getUint16(10), minReader: view.getUint16(12), length: view.getUint32(14) });
  } else {
    frames.at(-1).payload = value;
  }
}

console.log(JSON.stringify(frames));
