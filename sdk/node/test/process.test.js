'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const test = require('node:test');
const { once } = require('node:events');
const { spawn } = require('node:child_process');
const { identity } = require('../src/der');

const COOKIE = { MORTISE_PLUGIN: '22200727c49dde788efbf59a8af097c5ea34b813783e4245389fb7b1250cf1f4' };
const PLUGIN = `const { Plugin } = require(${JSON.stringify(path.join(__dirname, '..'))});
console.log('noise');
new Plugin('p').serve();`;

/** Starts the plugin; out and err collect what it writes. */
function start(t, more) {
  const sockets = fs.mkdtempSync(path.join(os.tmpdir(), 's'));
  const { PATH, NODE_PATH = '' } = process.env;
  const child = spawn(process.execPath, ['-e', PLUGIN], { env: { PATH, NODE_PATH, PLUGIN_UNIX_SOCKET_DIR: sockets, ...more } });
  const started = { child, sockets, out: '', err: '', exit: once(child, 'exit') };
  child.stdout.on('data', (data) => (started.out += data));
  child.stderr.on('data', (data) => (started.err += data));
  t.after(async () => {
    child.kill('SIGKILL');
    await started.exit;
    fs.rmSync(sockets, { recursive: true, force: true });
  });
  return started;
}

async function handshake(started) {
  while (!started.out.includes('\n')) await once(started.child.stdout, 'data');
  return started.out.split('\n')[0].split('|');
}

test('the handshake is the first line, whatever is printed', { timeout: 30_000 }, async (t) => {
  const [core, version, network, address, protocol, certificate, ...rest] = await handshake(start(t, COOKIE));

  assert.deepEqual([core, version, network, protocol, certificate, rest], ['1', '1', 'unix', 'grpc', '', []]);
  assert.equal(fs.statSync(address).mode & 0o777, 0o600);
});

test('certificate and multiplexing are answered only when asked', { timeout: 30_000 }, async (t) => {
  const asked = { PLUGIN_CLIENT_CERT: identity().certificate, PLUGIN_MULTIPLEX_GRPC: 'true' };
  const fields = await handshake(start(t, { ...COOKIE, ...asked }));

  assert.equal(fields[6], 'false');
  assert.ok(!fields[5].includes('='));
  assert.equal(Buffer.from(fields[5], 'base64')[0], 0x30);
});

test('a bad certificate is the last error record', { timeout: 30_000 }, async (t) => {
  const started = start(t, { ...COOKIE, PLUGIN_CLIENT_CERT: 'nonsense' });
  const [code] = await started.exit;
  const record = JSON.parse(started.err.trim().split('\n').at(-1));

  assert.deepEqual([code, started.out], [1, '']);
  assert.deepEqual([record['@level'], record['@message']], ['error', 'plugin init error: PLUGIN_CLIENT_CERT holds no PEM certificate']);
  assert.match(record['@timestamp'], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
});

test('started by hand it says so', { timeout: 30_000 }, async (t) => {
  const started = start(t, {});
  const [code] = await started.exit;

  assert.equal(code, 1);
  assert.match(started.err, /is started by a Mortise host, not by hand/);
});

test('the end of stdin ends it under a Mortise host', { timeout: 30_000 }, async (t) => {
  const started = start(t, { ...COOKIE, MORTISE_HOST_PID: '1' });
  await handshake(started);
  started.child.stdin.end();

  assert.deepEqual(await started.exit, [3, null]);
  assert.deepEqual(fs.readdirSync(started.sockets), []);
});
