'use strict';
// What an author writes.

const { isHosted } = require('./streams');
const { CallRejected, Code } = require('./errors');
const { Host, HostLink } = require('./host');

const bytes = (value) => (Buffer.isBuffer(value) ? value : Buffer.from(value ?? ''));

/** A plugin: its functions and hooks, then serve(). Register everything before serving. */
class Plugin {
  /** @param name for log lines; the manifest's name is what counts for the host */
  constructor(name, { concurrentCalls = 1000 } = {}) {
    if (!Number.isInteger(concurrentCalls) || concurrentCalls < 1) {
      throw new RangeError(`concurrentCalls ${concurrentCalls}; expected at least 1`);
    }
    this.name = name;
    this.concurrentCalls = concurrentCalls;
    this.functions = new Map();
    this.link = new HostLink();
    // for work that belongs to no call; without a Mortise host, and until onStart, its calls fail with UNAVAILABLE
    this.host = new Host(this.link, undefined);
    // where this plugin may write, once it is started and when a directory was granted; empty = none
    this.dataDirectory = '';
    this.hooks = { start: () => {}, stop: () => {}, health: () => ({ ready: true }) };
  }

  /** body(call, input) from JSON to JSON; what is not JSON is refused with INVALID_ARGUMENT. */
  handle(name, body, description) {
    return this.add(name, description, async (call, payload) => {
      let input;
      try {
        input = JSON.parse(payload.toString('utf8'));
      } catch (e) {
        throw new CallRejected(Code.INVALID_ARGUMENT, `input does not fit: ${e.message}`);
      }
      return Buffer.from(JSON.stringify((await body(call, input)) ?? null));
    });
  }

  /** body(call, payload) from bytes to bytes, or to text. */
  handleBytes(name, body, description) {
    return this.add(name, description, async (call, payload) => bytes(await body(call, payload)));
  }

  /** body(call, payload) is an async generator of chunks; in a plain call they come one after the other. */
  stream(name, body, description) {
    return this.add(name, description, async (call, payload, send) => {
      for await (const chunk of body(call, payload)) {
        if (!(await send(bytes(chunk)))) break;
      }
      return Buffer.alloc(0);
    });
  }

  /** hook(config, host) runs once before the first call; CallRejected refuses the start. */
  onStart(hook) {
    this.hooks.start = hook;
    return this;
  }

  /** hook() runs once before the process ends, within the host's grace or about a second. */
  onStop(hook) {
    this.hooks.stop = hook;
    return this;
  }

  /** check() answers {ready, message}; asked from time to time. Standard: ready. */
  health(check) {
    this.hooks.health = check;
    return this;
  }

  /** Serves until the host ends it. Started by hand it says so and exits with 1; --describe prints the functions. */
  serve() {
    if (process.argv.length === 3 && process.argv[2] === '--describe') {
      process.stdout.write(this.document() + '\n');
    } else if (!isHosted()) {
      process.stderr.write(
        `This is a plugin: "${this.name}" is started by a Mortise host, not by hand. To try it: mortise run DIR, where` +
          ' DIR holds its plugin.yaml. With --describe it prints the functions it handles.\n',
      );
      process.exitCode = 1;
    } else {
      require('./process').run(this);
    }
  }

  /** What Describe answers. */
  document() {
    const functions = {};
    for (const [name, { description }] of this.functions) functions[name] = description ? { description } : {};
    return JSON.stringify({ functions });
  }

  add(name, description, body) {
    if (this.functions.has(name)) throw new Error(`function "${name}" is registered twice`);
    this.functions.set(name, { body, description });
    return this;
  }
}

module.exports = { Plugin };
