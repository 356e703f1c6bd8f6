'use strict';
// Codes, and the two refusals that are no bugs.

/** The canonical status codes, with gRPC's numbers. */
const Code = Object.freeze({
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
});

const nameOf = (code) => Object.keys(Code).find((name) => Code[name] === code) ?? 'UNKNOWN';

/** The code itself, or UNKNOWN for one outside 1 to 16. */
const known = (code) => (Number.isInteger(code) && code >= 1 && code <= 16 ? code : Code.UNKNOWN);

/** Thrown by a handler to refuse a call: the caller gets this code and message, nothing added. */
class CallRejected extends Error {
  constructor(code, message) {
    super(message);
    this.name = 'CallRejected';
    this.code = code;
  }
}

/** The host refused or could not do what was asked. Uncaught, it fails the call with the same code and message. */
class HostError extends Error {
  constructor(code, message) {
    super(message);
    this.name = 'HostError';
    this.code = known(code);
  }
}

module.exports = { Code, CallRejected, HostError, known, nameOf };
