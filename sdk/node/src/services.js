'use strict';
// The services beside configuration and kv.

const { Config, Kv, NONE, buffer, found, json, millis, parse } = require('./host');

/** The plugin's own log at the host. Lines over 8 KiB are cut, too many lines dropped with a count. */
function log(ask) {
  const write = async (level, message, fields) => {
    await ask('log', { level, message, fieldsJson: fields ? json(fields) : NONE });
  };
  return {
    write,
    debug: (message, fields) => write(1, message, fields),
    info: (message, fields) => write(2, message, fields),
    warn: (message, fields) => write(3, message, fields),
    error: (message, fields) => write(4, message, fields),
  };
}

function cache(ask) {
  const require_ = async (key) => (await ask('cacheGet', { key })).value;
  return {
    require: require_,
    get: (key) => found(require_(key)),
    set: async (key, value, ttl = 0) => void (await ask('cacheSet', { key, value: buffer(value), ttlMs: millis(ttl) })),
    delete: async (key) => void (await ask('cacheDelete', { key })),
  };
}

function http(ask) {
  const send = async ({ method = 'GET', url, headers = {}, body = NONE, timeout = 0 }) => {
    const reply = await ask('http', {
      method,
      url,
      headers: Object.entries(headers).map(([name, values]) => ({ name: name.toLowerCase(), values: [values].flat() })),
      body: buffer(body),
      timeoutMs: millis(timeout),
    });
    const answered = Object.fromEntries(reply.headers.map(({ name, values }) => [name, values]));
    return { status: reply.status, headers: answered, body: reply.body, text: () => reply.body.toString(), json: () => parse(reply.body) };
  };
  return {
    send,
    get: (url) => send({ url }),
    postJson: (url, value) =>
      send({ method: 'POST', url, headers: { 'content-type': ['application/json'] }, body: json(value) }),
  };
}

function secrets(ask) {
  const require_ = async (name) => (await ask('secret', { name })).value;
  return { require: require_, get: (name) => found(require_(name)) };
}

const events = (ask) => ({
  emit: async (type, data, { subject = '', idempotencyKey = '' } = {}) =>
    (await ask('emit', { type, subject, dataJson: data === undefined ? NONE : json(data), idempotencyKey })).id,
});

const jobs = (ask) => ({
  enqueue: async (job, payload, { at, idempotencyKey = '' } = {}) =>
    (await ask('enqueue', { job, payload: json(payload), runAt: at ? at.toISOString() : '', idempotencyKey })).id,
});

function plugins(ask) {
  const call = async (plugin, name, payload, timeout = 0) =>
    (await ask('callPlugin', { plugin, function: name, payload: buffer(payload), timeoutMs: millis(timeout) })).payload;
  return { call, ask: async (plugin, name, value) => parse(await call(plugin, name, json(value))) };
}

function app(ask) {
  const call = async (name, payload) => (await ask('callApp', { function: name, payload: buffer(payload) })).payload;
  return { call, ask: async (name, value) => parse(await call(name, json(value))) };
}

const sql = (ask) => ({
  query: async (request) => (await ask('sqlQuery', { json: buffer(request) })).json,
  execute: async (request) => (await ask('sqlExec', { json: buffer(request) })).json,
});

const mail = (ask) => ({
  send: async (to, subject, text) => void (await ask('mail', { json: json({ to, subject, text }) })),
  sendJson: async (request) => void (await ask('mail', { json: buffer(request) })),
});

/** Acts for a call, or for the plugin itself in background work. */
class Host {
  constructor(link, call) {
    const ask = (method, request) => link.ask(method, request, call);
    this.config = new Config(async (pointer) => (await found(ask('config', { pointer })))?.json);
    this.kv = new Kv(ask);
    Object.assign(this, { log: log(ask), cache: cache(ask), http: http(ask), events: events(ask), secrets: secrets(ask) });
    Object.assign(this, { jobs: jobs(ask), plugins: plugins(ask), app: app(ask), sql: sql(ask), mail: mail(ask) });
  }
}

module.exports = { Host };
