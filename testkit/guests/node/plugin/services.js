'use strict';
// Functions that ask the host's services for one thing each.

const { CallRejected, Code } = require('@mortise/sdk');
const { shaped } = require('./fields');

const ok = () => 'ok';
const orEmpty = (field) => (field === '-' ? '' : field);

function register(plugin) {
  keyed(plugin);
  documents(plugin);
  plugin.handleBytes('plugin_call', (call, input) => {
    const [first, payload] = split(input);
    const head = read(first);
    return call.host.plugins.call(head.plugin, head.function, payload, head.timeout_ms);
  });
  plugin.handleBytes('app_call', (call, input) => {
    const [name, payload] = split(input);
    return call.host.app.call(name.toString(), payload);
  });
}

function keyed(plugin) {
  plugin.handleBytes('kv_get', (call, key) => call.host.kv.require(key.toString()));
  plugin.handleBytes('kv_delete', (call, key) => call.host.kv.delete(key.toString()).then(ok));
  plugin.handleBytes('cache_get', (call, key) => call.host.cache.require(key.toString()));
  plugin.handleBytes('cache_delete', (call, key) => call.host.cache.delete(key.toString()).then(ok));
  plugin.handleBytes('secret', (call, name) => call.host.secrets.require(name.toString()));
  plugin.handleBytes('on_event', (call, event) => call.host.kv.set('event', event).then(() => ''));
  shaped(plugin, 'kv_set', 'KEY TTL_MS VALUE', (call, given) =>
    call.host.kv.set(given.text('KEY'), given.raw('VALUE'), given.number('TTL_MS')).then(String),
  );
  shaped(plugin, 'kv_list', 'PREFIX AFTER LIMIT', async (call, given) =>
    JSON.stringify(await call.host.kv.list(orEmpty(given.text('PREFIX')), orEmpty(given.text('AFTER')), given.number('LIMIT'))),
  );
  plugin.handleBytes('kv_version', async (call, key) => {
    const version = await call.host.kv.version(key.toString());
    if (version === 0) await call.host.kv.require(key.toString()); // throws NOT_FOUND with the host's own words
    return String(version);
  });
  shaped(plugin, 'kv_cas', 'KEY VERSION TTL_MS VALUE', (call, given) =>
    call.host.kv
      .compareAndSet(given.text('KEY'), given.raw('VALUE'), given.number('VERSION'), given.number('TTL_MS'))
      .then(String),
  );
  shaped(plugin, 'cache_set', 'KEY TTL_MS VALUE', (call, given) =>
    call.host.cache.set(given.text('KEY'), given.raw('VALUE'), given.number('TTL_MS')).then(ok),
  );
}

function documents(plugin) {
  plugin.handleBytes('http', (call, head) => http(call, head, ''));
  plugin.handleBytes('http_post', (call, input) => http(call, ...split(input)));
  plugin.handleBytes('sql_query', (call, request) => call.host.sql.query(request));
  plugin.handleBytes('sql_exec', (call, request) => call.host.sql.execute(request));
  plugin.handleBytes('mail_send', (call, mail) => call.host.mail.sendJson(mail).then(() => ''));
  plugin.handleBytes('emit_event', (call, input) => {
    const { type, subject, data, idempotency_key: idempotencyKey } = read(input);
    return call.host.events.emit(type, data, { subject, idempotencyKey });
  });
  plugin.handleBytes('enqueue', (call, input) => {
    const { job, payload, run_at: at, idempotency_key: idempotencyKey } = read(input);
    return call.host.jobs.enqueue(job, payload, { at: at && new Date(at), idempotencyKey });
  });
}

async function http(call, first, body) {
  const { method, url, headers, timeout_ms: timeout } = read(first);
  const answer = await call.host.http.send({ method, url, headers, timeout, body });
  return Buffer.concat([Buffer.from(`${answer.status}\n`), answer.body]);
}

function split(input) {
  const newline = input.indexOf(0x0a);
  return newline < 0 ? [input, Buffer.alloc(0)] : [input.subarray(0, newline), input.subarray(newline + 1)];
}

function read(document) {
  try {
    return JSON.parse(document.toString());
  } catch (e) {
    throw new CallRejected(Code.INVALID_ARGUMENT, `not JSON: ${e.message}`);
  }
}

module.exports = { register };
