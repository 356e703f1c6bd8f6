'use strict';
// AutoMTLS: each side trusts exactly the other's certificate.

const crypto = require('node:crypto');
const grpc = require('@grpc/grpc-js');
const { identity } = require('./der');

/** The process cannot serve; the message goes to the host as the last error line on stderr. */
class StartFailure extends Error {}

/** Credentials for both roles, and field 6 of the handshake. Without a certificate of the host, plain. */
function credentials(hostPem) {
  if (!hostPem) {
    return { server: grpc.ServerCredentials.createInsecure(), client: () => grpc.credentials.createInsecure(), field: '' };
  }
  let host;
  try {
    host = new crypto.X509Certificate(hostPem);
  } catch {
    throw new StartFailure('PLUGIN_CLIENT_CERT holds no PEM certificate');
  }
  const root = Buffer.from(hostPem);
  const own = identity();
  const key = Buffer.from(own.key);
  const certificate = Buffer.from(own.certificate);
  const isHost = (shown) => shown.length === host.raw.length && crypto.timingSafeEqual(shown, host.raw);
  return {
    server: grpc.ServerCredentials.createSsl(root, [{ private_key: key, cert_chain: certificate }], true),
    client: () =>
      grpc.credentials.createSsl(root, key, certificate, {
        checkServerIdentity: (_, shown) => (isHost(shown.raw) ? undefined : new Error("not the host's certificate")),
      }),
    field: own.der.toString('base64').replace(/=+$/, ''),
  };
}

module.exports = { StartFailure, credentials };
