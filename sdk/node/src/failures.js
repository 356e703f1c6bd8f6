'use strict';
// Turns what a handler threw into a status and the trailer mortise-error-bin: the one place for that.

const grpc = require('@grpc/grpc-js');
const { CallRejected, Code, HostError, known } = require('./errors');
const { REJECTED, TRAPPED, encodeError } = require('./documents');

// The text travels twice, escaped and in base64; both must fit the metadata limit of 1 MiB.
const MAX_MESSAGE = 32 * 1024;
const MAX_FRAMES = 32;

/** True when the author meant it: then it is no news for the log. */
const isRefusal = (thrown) => thrown instanceof CallRejected || thrown instanceof HostError;

/** What gRPC is answered. */
function outcome(thrown) {
  if (isRefusal(thrown)) return rejected(thrown.code, thrown.message);
  const message = cut(String(thrown));
  const frames = framesOf(thrown).slice(0, MAX_FRAMES);
  return status(Code.INTERNAL, message, { origin: TRAPPED, code: Code.INTERNAL, message, frames });
}

/** A status of the SDK's own, without a detail. */
const plain = (code, details) => ({ code, details });

function rejected(code, text) {
  const message = cut(text);
  const fits = Number.isInteger(code) && code >= 0 && code < 2 ** 32;
  return status(known(code), message, { origin: REJECTED, code: fits ? code : 0, message });
}

function status(code, details, detail) {
  const metadata = new grpc.Metadata();
  metadata.set('mortise-error-bin', encodeError(detail));
  return { code, details, metadata };
}

/** Lines such as "    at name (file:line:column)" or "    at file:line:column". */
function framesOf(thrown) {
  const lines = thrown instanceof Error ? String(thrown.stack).split('\n') : [];
  return lines.flatMap((line) => {
    const at = /^\s+at (?:(.*?) \()?(.*?):(\d+):\d+\)?$/.exec(line);
    return at ? [{ function: at[1] ?? '<anonymous>', file: at[2], line: Number(at[3]) }] : [];
  });
}

/** Well-formed UTF-8, shortened. */
function cut(text) {
  const whole = Buffer.from(String(text), 'utf8').toString('utf8');
  return whole.length <= MAX_MESSAGE ? whole : Buffer.from(whole.slice(0, MAX_MESSAGE)).toString() + ' … cut';
}

module.exports = { isRefusal, outcome, plain };
