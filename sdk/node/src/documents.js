'use strict';
// The two messages that travel in metadata. proto-loader serialises messages only as a method's request or reply, and
// these are neither; they are small, so they are written here, field by field, as plugin.proto numbers them.

const REJECTED = 1;
const TRAPPED = 2;

function varint(number) {
  const out = [];
  for (let left = BigInt(number); ; left >>= 7n) {
    if (left < 0x80n) return Buffer.from([...out, Number(left)]);
    out.push(Number((left & 0x7fn) | 0x80n));
  }
}

const number = (field, value) => (value === 0 ? Buffer.alloc(0) : Buffer.concat([varint(field << 3), varint(value)]));

function piece(field, value) {
  const content = Buffer.from(value);
  return Buffer.concat([varint((field << 3) | 2), varint(content.length), content]);
}

/** ErrorDetail. */
function encodeError({ origin, code, message, frames = [] }) {
  const parts = [number(1, origin), number(2, code), piece(3, message)];
  for (const frame of frames) {
    parts.push(piece(4, Buffer.concat([piece(1, frame.function), piece(2, frame.file), number(3, frame.line)])));
  }
  return Buffer.concat(parts);
}

/** CallerDocument; what is missing or cannot be read is empty. */
function decodeCaller(document) {
  const caller = { kind: '', id: '' };
  if (!Buffer.isBuffer(document)) return caller;
  for (let at = 0; at + 1 < document.length; ) {
    const tag = document[at];
    let length = 0;
    let shift = 0;
    do {
      at += 1;
      length |= (document[at] & 0x7f) << shift;
      shift += 7;
    } while (document[at] & 0x80);
    const text = document.subarray(at + 1, at + 1 + length).toString('utf8');
    if (tag === 0x0a) caller.kind = text;
    if (tag === 0x12) caller.id = text;
    at += 1 + length;
  }
  return caller;
}

module.exports = { REJECTED, TRAPPED, encodeError, decodeCaller };
