'use strict';
// mortise.v1.Plugin. Handlers run on the one event loop: a handler that computes for long holds up everything, also the
// answer to the host's health check.

const { CallRejected, Code } = require('./errors');
const { Call } = require('./call');
const { configOf } = require('./host');
const { isRefusal, outcome, plain } = require('./failures');
const log = require('./log');

class Service {
  constructor(plugin, broker) {
    this.plugin = plugin;
    this.broker = broker;
    this.document = Buffer.from(plugin.document());
    this.born = performance.now();
    this.started = false;
    this.inside = 0;
  }

  /** The methods, as grpc-js wants them. */
  methods() {
    const unary = (what, body) => (call, reply) => {
      Promise.resolve()
        .then(() => body(call.request))
        .then((answer) => reply(null, answer), (thrown) => reply(this.failed(what, thrown)));
    };
    return {
      describe: unary('describe', () => ({ json: this.document })),
      start: unary('onStart', (request) => this.start(request)),
      health: unary('health', () => this.health()),
      stop: unary('onStop', (request) => this.stopWithin(request.graceMs)),
      call: (call, reply) => this.call(call, reply),
      stream: (call) => this.stream(call),
    };
  }

  async start(request) {
    if (this.started) throw plain(Code.FAILED_PRECONDITION, 'Start came twice; a process is started once');
    this.started = true;
    if (request.hostBrokerId !== 0) this.plugin.link.connect(await this.broker.dial(request.hostBrokerId));
    this.plugin.dataDirectory = request.dataDir;
    await this.plugin.hooks.start(configOf(request.configJson), this.plugin.host);
    return {};
  }

  async health() {
    const { ready = true, message = '' } = (await this.plugin.hooks.health()) ?? {};
    return { ready, message, uptimeMs: Math.round(performance.now() - this.born) };
  }

  /** Runs the author's hook once and waits for it, each time it is asked. */
  async stopWithin(grace) {
    this.stopping ??= Promise.resolve().then(() => this.plugin.hooks.stop());
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new CallRejected(Code.DEADLINE_EXCEEDED, `onStop still runs after ${grace} ms`)), grace);
    });
    try {
      await Promise.race([this.stopping, late]);
      return {};
    } finally {
      clearTimeout(timer);
    }
  }

  call(grpcCall, reply) {
    const chunks = [];
    const send = async (chunk) => chunks.push(chunk) > 0;
    this.run(grpcCall, send).then(
      (last) => reply(null, { payload: Buffer.concat([...chunks, last]) }),
      (failure) => reply(failure),
    );
  }

  stream(grpcCall) {
    const send = async (chunk) => {
      if (grpcCall.cancelled) return false;
      if (!grpcCall.write({ data: chunk })) {
        // what waits is one chunk; a caller that has gone ends the wait
        await new Promise((resolve) => {
          grpcCall.once('drain', resolve);
          grpcCall.once('cancelled', resolve);
        });
      }
      return !grpcCall.cancelled;
    };
    this.run(grpcCall, send).then(
      async (last) => {
        if (last.length > 0) await send(last);
        grpcCall.end();
      },
      (failure) => grpcCall.emit('error', failure),
    );
  }

  /** Runs one handler; rejects with what gRPC is answered. */
  async run(grpcCall, send) {
    const { function: name, payload } = grpcCall.request;
    const known = this.plugin.functions.get(name);
    if (known === undefined) throw plain(Code.UNIMPLEMENTED, `this plugin has no function "${name}"`);
    if (this.inside >= this.plugin.concurrentCalls) {
      throw plain(Code.RESOURCE_EXHAUSTED, `${this.inside} calls run in this plugin`);
    }
    const call = new Call(name, grpcCall.metadata, deadlineOf(grpcCall), this.plugin.link);
    grpcCall.on('cancelled', () => call.abort.abort());
    const timer = call.deadline === undefined ? undefined : setTimeout(() => call.abort.abort(), Math.min(call.remaining, 2 ** 31 - 1));
    this.inside += 1;
    try {
      return await known.body(call, payload, async (chunk) => !call.isCancelled && send(chunk));
    } catch (thrown) {
      throw call.isCancelled && !isRefusal(thrown) ? plain(Code.CANCELLED, String(thrown)) : this.failed(`function ${name}`, thrown);
    } finally {
      clearTimeout(timer);
      this.inside -= 1;
    }
  }

  failed(what, thrown) {
    if (typeof thrown?.code === 'number' && !(thrown instanceof Error)) return thrown; // made by plain
    if (!isRefusal(thrown)) log.uncaught(`uncaught in ${what}`, thrown);
    return outcome(thrown);
  }
}

/** Milliseconds since 1970, or undefined. */
function deadlineOf(grpcCall) {
  const deadline = grpcCall.getDeadline();
  const at = deadline instanceof Date ? deadline.getTime() : deadline;
  return Number.isFinite(at) ? at : undefined;
}

module.exports = { Service };
