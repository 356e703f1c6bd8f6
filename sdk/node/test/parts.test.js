'use strict';

const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const test = require('node:test');
const { CallRejected, Code, HostError, Plugin } = require('..');
const { decodeCaller, encodeError } = require('../src/documents');
const { identity } = require('../src/der');
const { outcome } = require('../src/failures');
const { configOf } = require('../src/host');
const { Ring } = require('../src/streams');

test('a certificate is one that OpenSSL reads, and signed by itself', () => {
  const { certificate, der, key } = identity();
  const read = new crypto.X509Certificate(certificate);

  assert.ok(read.verify(read.publicKey) && read.checkPrivateKey(crypto.createPrivateKey(key)) && read.ca);
  assert.equal(read.subjectAltName, 'DNS:localhost');
  assert.deepEqual(read.keyUsage, ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1']);
  assert.deepEqual(read.raw, der);
});

test('the ring drops the oldest and says how much', () => {
  const ring = new Ring(10);
  for (const piece of ['0123', '4567', '89ab']) ring.write(Buffer.from(piece));

  assert.match(String(ring.take(100)), /^\n\[4 bytes of output dropped/);
  assert.deepEqual([ring.take(3), ring.take(3), ring.take(9), ring.take(9)].map((piece) => piece && String(piece)), ['456', '7', '89ab', undefined]);
});

test('a refusal keeps its code and words, a bug is a trap with frames', () => {
  assert.deepEqual(
    [new CallRejected(99, 'gone ü'), new HostError(7, 'no'), new CallRejected(Code.NOT_FOUND, '')].map((thrown) => {
      const { code, details } = outcome(thrown);
      return [code, details];
    }),
    [[2, 'gone ü'], [7, 'no'], [5, '']],
  );
  const [document] = outcome(new CallRejected(99, 'gone ü')).metadata.get('mortise-error-bin');
  assert.deepEqual(document, Buffer.concat([Buffer.from([0x08, 1, 0x10, 99, 0x1a, 7]), Buffer.from('gone ü')]));
  const trapped = outcome(new TypeError('boom'));
  assert.deepEqual([trapped.code, trapped.details], [13, 'TypeError: boom']);
  assert.ok(trapped.metadata.get('mortise-error-bin')[0].includes('parts.test.js'));
});

test('numbers over a byte are varints; a caller is read back', () => {
  assert.deepEqual(encodeError({ origin: 2, code: 300, message: '' }), Buffer.from([0x08, 2, 0x10, 0xac, 2, 0x1a, 0]));
  const long = 'x'.repeat(200);
  const document = Buffer.concat([Buffer.from([0x0a, 4]), Buffer.from('HTTP'), Buffer.from([0x12, 0xc8, 1]), Buffer.from(long)]);
  assert.deepEqual(decodeCaller(document), { kind: 'HTTP', id: long });
  assert.deepEqual(decodeCaller(undefined), { kind: '', id: '' });
});

test('a JSON pointer finds what is there', async () => {
  const config = configOf(Buffer.from('{"a/b": [1, {"c": null}], "d": true}'));

  assert.equal(await config.at('/a~1b/0'), 1);
  assert.equal(String(await config.json('/a~1b/1/c')), 'null');
  assert.equal(await config.at('/a~1b/01', 'no'), 'no');
  assert.equal(await config.at('/toString'), undefined);
  await assert.rejects(config.at('d'), HostError);
});

test('functions are named once; a host that is not there is unavailable', async () => {
  const plugin = new Plugin('p').handle('f', () => 1, 'does it');

  assert.equal(plugin.document(), '{"functions":{"f":{"description":"does it"}}}');
  assert.throws(() => plugin.handleBytes('f', () => ''), /registered twice/);
  await assert.rejects(plugin.host.kv.get('k'), (e) => e.code === Code.UNAVAILABLE && e.message === 'no mortise host');
});
