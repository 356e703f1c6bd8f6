'use strict';
// A self-signed certificate in DER: Node makes keys and signatures, but no certificates.

const crypto = require('node:crypto');

const DAY = 24 * 60 * 60 * 1000;

function tlv(tag, ...contents) {
  const content = Buffer.concat(contents);
  const length = content.length;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

const sequence = (...parts) => tlv(0x30, ...parts);
const set = (...parts) => tlv(0x31, ...parts);
const text = (value) => tlv(0x0c, Buffer.from(value));
const yes = tlv(0x01, Buffer.from([0xff]));

function oid(dotted) {
  const [one, two, ...rest] = dotted.split('.').map(Number);
  const bytes = [one * 40 + two];
  for (const arc of rest) {
    const digits = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    bytes.push(...digits);
  }
  return tlv(0x06, Buffer.from(bytes));
}

/** UTCTime up to 2049, as X.509 wants it. */
const time = (at) => tlv(0x17, Buffer.from(at.toISOString().replace(/[-:T]/g, '').slice(2, 14) + 'Z'));

const name = sequence(
  set(sequence(oid('2.5.4.10'), text('Mortise'))),
  set(sequence(oid('2.5.4.3'), text('localhost'))),
);
const extension = (id, isCritical, value) => sequence(oid(id), ...(isCritical ? [yes] : []), tlv(0x04, value));
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

// both roles, since the broker turns client and server around
const extensions = tlv(
  0xa3,
  sequence(
    extension('2.5.29.19', true, sequence(yes)),
    extension('2.5.29.15', true, tlv(0x03, Buffer.from([2, 0b1010_1100]))),
    extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.2'), oid('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', false, sequence(tlv(0x82, Buffer.from('localhost')))),
  ),
);

const pem = (der) => `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`;

/** A fresh P-256 key and its certificate: {key, certificate} as PEM, and the certificate's der. */
function identity() {
  const { publicKey, privateKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const serial = crypto.randomBytes(16);
  serial[0] = (serial[0] & 0x7f) | 0x40; // positive, and no leading zero
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, serial),
    ecdsaWithSha256,
    name,
    sequence(time(new Date(Date.now() - DAY)), time(new Date(Date.now() + 3650 * DAY))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions,
  );
  const signature = crypto.sign('sha256', body, privateKey);
  const der = sequence(body, ecdsaWithSha256, tlv(0x03, Buffer.from([0]), signature));
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }), certificate: pem(der), der };
}

module.exports = { identity };
