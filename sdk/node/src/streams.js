'use strict';
// Keeps stdout for the handshake: nothing else may stand before it, and no print may ever block.

const COOKIE_KEY = 'MORTISE_PLUGIN';
const COOKIE_VALUE = '22200727c49dde788efbf59a8af097c5ea34b813783e4245389fb7b1250cf1f4';
const RING_BYTES = 256 << 10;

/** What was printed and nobody has read yet. Bounded: when it is full the oldest pieces go, with a count. */
class Ring {
  constructor(capacity) {
    this.capacity = capacity;
    this.pieces = [];
    this.size = 0;
    this.dropped = 0;
    this.wake = () => {};
  }

  write(data) {
    const kept = data.subarray(Math.max(0, data.length - this.capacity));
    this.dropped += data.length - kept.length;
    this.pieces.push(kept);
    this.size += kept.length;
    while (this.size > this.capacity) {
      const gone = this.pieces.shift();
      this.size -= gone.length;
      this.dropped += gone.length;
    }
    this.wake();
  }

  /** At most so many bytes, after a note of what was dropped; undefined when there is nothing. */
  take(most) {
    if (this.dropped > 0) {
      const note = `\n[${this.dropped} bytes of output dropped: nobody read them in time]\n`;
      this.dropped = 0;
      return Buffer.from(note);
    }
    const piece = this.pieces.shift();
    if (piece === undefined) return undefined;
    if (piece.length > most) this.pieces.unshift(piece.subarray(most));
    const taken = piece.subarray(0, most);
    this.size -= taken.length;
    return taken;
  }
}

const ring = new Ring(RING_BYTES);
let claimed = false;

const isHosted = () => process.env[COOKIE_KEY] === COOKIE_VALUE;

/** Replaces what a stream's write does. */
function redirect(stream, take) {
  stream.write = (data, encoding, done) => {
    const callback = typeof encoding === 'function' ? encoding : done;
    take(typeof data === 'string' ? Buffer.from(data, typeof encoding === 'string' ? encoding : 'utf8') : Buffer.from(data));
    if (callback) process.nextTick(callback);
    return true;
  };
}

/** Takes stdout, once, when a host started this process. */
function claim() {
  if (claimed || !isHosted()) return;
  claimed = true;
  redirect(process.stdout, (data) => ring.write(data));
}

module.exports = { Ring, claim, isHosted, redirect, ring };
