'use strict';
// One call, as its handler sees it.

const { Host } = require('./host');
const { decodeCaller } = require('./documents');

const first = (metadata, name) => metadata.get(name)[0];

/** Undoes the percent escapes of a header; what is no escape stays. */
function unescaped(text) {
  return Buffer.from(text.replace(/%([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString();
}

/** A call, until its handler has settled. When it is cancelled or too late, signal aborts and running host calls end. */
class Call {
  constructor(functionName, metadata, deadline, link) {
    const depth = String(first(metadata, 'mortise-depth') ?? '');
    this.abort = new AbortController();
    this.function = functionName;
    this.id = String(first(metadata, 'mortise-call') ?? '');
    this.tenant = unescaped(String(first(metadata, 'mortise-tenant') ?? ''));
    this.traceparent = String(first(metadata, 'traceparent') ?? '');
    this.depth = /^[0-9]{1,9}$/.test(depth) ? Number(depth) : 0;
    this.caller = decodeCaller(first(metadata, 'mortise-caller-bin'));
    this.deadline = deadline;
    this.host = new Host(link, this);
  }

  /** Milliseconds left of the deadline, never negative; undefined = no deadline. */
  get remaining() {
    return this.deadline === undefined ? undefined : Math.max(0, this.deadline - Date.now());
  }

  /** Aborts when the caller cancels or the deadline passes. */
  get signal() {
    return this.abort.signal;
  }

  get isCancelled() {
    return this.abort.signal.aborted;
  }
}

module.exports = { Call };
