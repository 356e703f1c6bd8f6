'use strict';
// What the host offers, each part behind its own permission. Every method is asynchronous and rejects with HostError.

const grpc = require('@grpc/grpc-js');
const { Code, HostError, nameOf } = require('./errors');

const ATTEMPTS = 100;
const NONE = Buffer.alloc(0);
const json = (value) => Buffer.from(JSON.stringify(value ?? null));
const parse = (bytes) => JSON.parse(bytes.toString('utf8'));
const buffer = (value) => (Buffer.isBuffer(value) ? value : Buffer.from(value));

/** The one connection to the Host service, and the one place where its refusals become exceptions. */
class HostLink {
  connect(client) {
    this.client = client;
  }

  /** Asks; the deadline and the cancellation of the call also end this. */
  ask(method, request, call) {
    if (!this.client) return Promise.reject(new HostError(Code.UNAVAILABLE, 'no mortise host'));
    const metadata = new grpc.Metadata();
    if (call?.id) metadata.set('mortise-call', call.id);
    const options = call?.deadline === undefined ? {} : { deadline: call.deadline };
    return new Promise((resolve, reject) => {
      const asked = this.client[method](request, metadata, options, (refusal, reply) => {
        call?.signal.removeEventListener('abort', cancel);
        if (refusal) reject(new HostError(refusal.code, refusal.details || nameOf(refusal.code)));
        else resolve(reply);
      });
      const cancel = () => asked.cancel();
      call?.signal.addEventListener('abort', cancel, { once: true });
    });
  }
}

/** As ask, but NOT_FOUND is undefined. */
async function found(asked) {
  try {
    return await asked;
  } catch (e) {
    if (e instanceof HostError && e.code === Code.NOT_FOUND) return undefined;
    throw e;
  }
}

/** Rounded up, so that a short time is never "for ever". */
function millis(duration = 0) {
  if (!(duration >= 0)) throw new RangeError(`duration ${duration}`);
  return Math.ceil(duration);
}

/** The plugin's configuration: JSON, already valid, defaults applied. It changes only with the process. */
class Config {
  constructor(find) {
    this.find = find;
  }

  /** The JSON value at a JSON pointer, all of it for an empty one; undefined = nothing there. */
  async json(pointer = '') {
    return this.find(pointer);
  }

  /** The value at a JSON pointer, or the default. */
  async at(pointer = '', standard = undefined) {
    const raw = await this.find(pointer);
    return raw === undefined ? standard : parse(raw);
  }
}

/** Over a document that is here already. */
function configOf(document) {
  const whole = document.length > 0 ? parse(document) : {};
  return new Config(async (pointer) => {
    if (pointer !== '' && !pointer.startsWith('/')) {
      throw new HostError(Code.INVALID_ARGUMENT, `"${pointer}" is not a JSON pointer`);
    }
    let value = whole;
    for (const step of pointer.split('/').slice(1)) {
      const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
      const isThere = Array.isArray(value)
        ? /^(0|[1-9]\d*)$/.test(name) && Number(name) < value.length
        : value !== null && typeof value === 'object' && Object.hasOwn(value, name);
      if (!isThere) return undefined;
      value = value[name];
    }
    return json(value);
  });
}

/** Durable entries of this plugin and tenant. Times to live are milliseconds, 0 = for ever. */
class Kv {
  constructor(ask) {
    this.ask = ask;
  }

  /** The value; NOT_FOUND where there is none. */
  async require(key) {
    return (await this.ask('kvGet', { key })).value;
  }

  /** The value, or undefined. */
  get(key) {
    return found(this.require(key));
  }

  /** {value, version}, or undefined. */
  entry(key) {
    return found(this.ask('kvGet', { key }));
  }

  async set(key, value, ttl = 0) {
    return (await this.ask('kvSet', { key, value: buffer(value), ttlMs: millis(ttl) })).version;
  }

  async delete(key) {
    await this.ask('kvDelete', { key });
  }

  async list(prefix = '', after = '', limit = 100) {
    return (await this.ask('kvList', { prefix, after, limit })).keys;
  }

  /** The entry's version; 0 where there is none. */
  async version(key) {
    return (await found(this.ask('kvVersion', { key })))?.version ?? 0;
  }

  /** Writes if the entry still has this version, 0 = must not exist; ABORTED when it has another one. */
  async compareAndSet(key, value, version, ttl = 0) {
    return (await this.ask('kvCompareAndSet', { key, value: buffer(value), version, ttlMs: millis(ttl) })).version;
  }

  /** Replaces the value by what change(old) makes of it, again when somebody else wrote in between. */
  async update(key, change) {
    for (let attempt = 1; ; attempt++) {
      const old = await this.entry(key);
      const changed = buffer(await change(old?.value));
      try {
        await this.compareAndSet(key, changed, old?.version ?? 0);
        return changed;
      } catch (e) {
        if (!(e instanceof HostError) || e.code !== Code.ABORTED || attempt === ATTEMPTS) throw e;
      }
      // a random pause, so that the same two do not meet again
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 2));
    }
  }

  /** Adds to a decimal number of 64 bits, an absent one being 0; the sum it answers is exact up to 2^53. */
  async increment(key, by = 1) {
    const sum = await this.update(key, (old) => {
      const text = old === undefined ? '0' : old.toString('latin1');
      if (!/^-?\d+$/.test(text)) throw new HostError(Code.FAILED_PRECONDITION, `kv entry ${key} is not a decimal number`);
      const total = BigInt(text) + BigInt(by);
      if (BigInt.asIntN(64, total) !== total) throw new HostError(Code.OUT_OF_RANGE, `kv entry ${key} would pass 64 bits`);
      return total.toString();
    });
    return Number(sum.toString());
  }
}

module.exports = { Config, HostError, HostLink, Kv, NONE, buffer, configOf, found, json, millis, parse };

const services = require('./services');

module.exports.Host = services.Host;
