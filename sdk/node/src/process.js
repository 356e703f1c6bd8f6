'use strict';
// The whole life of a plugin process, in go-plugin's order: safe streams, listen, handshake, serve, end.

const crypto = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const { Broker } = require('./broker');
const { Code } = require('./errors');
const { plain } = require('./failures');
const { Service } = require('./service');
const { StartFailure, credentials } = require('./tls');
const { LIMITS, goplugin, health, mortise } = require('./wire');
const { ring } = require('./streams');
const { watchHost } = require('./watch');
const log = require('./log');

const FAILED = 1;
const ORPHANED = 3;
const MAX_PATH = 107;
const MAX_STDIO = 1024;
const SERVING = 1;
// go-plugin's hosts wait two seconds after Shutdown before they kill.
const STOP_GRACE = 1200;
const ORPHAN_GRACE = 300;
const FLUSH = 300;

/** What the host said, taken away from whatever this process starts itself. */
function takeEnvironment() {
  const said = {};
  for (const name of Object.keys(process.env).filter((each) => /^(PLUGIN|MORTISE)_/.test(each))) {
    said[name] = process.env[name];
    delete process.env[name];
  }
  return said;
}

/** Serves until the host ends it, then ends the process. */
function run(plugin) {
  log.install(plugin.name);
  // Ctrl-C in the host's terminal is the host's to answer
  process.on('SIGINT', () => {});
  serve(plugin, takeEnvironment()).catch((thrown) => {
    if (thrown instanceof StartFailure) log.line('error', `plugin init error: ${thrown.message}`);
    else log.uncaught('plugin init error', thrown);
    process.exit(FAILED);
  });
}

async function serve(plugin, said) {
  const socket = path.join(said.PLUGIN_UNIX_SOCKET_DIR || os.tmpdir(), `plugin${crypto.randomBytes(8).toString('hex')}`);
  const tls = credentials(said.PLUGIN_CLIENT_CERT);
  const broker = new Broker(tls.client);
  const service = new Service(plugin, broker);
  const server = new grpc.Server({ ...LIMITS });
  const shutdown = new Promise((resolve) => register(server, service, broker, resolve));
  await listen(server, socket, tls.server, said.PLUGIN_UNIX_SOCKET_GROUP);
  watchHost(Boolean(said.MORTISE_HOST_PID), () => end(service, ORPHAN_GRACE, socket, ORPHANED));
  const fields = ['1', '1', 'unix', socket, 'grpc', tls.field, ...(said.PLUGIN_MULTIPLEX_GRPC ? ['false'] : [])];
  fs.writeSync(1, fields.join('|') + '\n');
  await shutdown;
  setTimeout(() => server.forceShutdown(), FLUSH).unref();
  server.tryShutdown(() => {});
  await end(service, STOP_GRACE, socket, 0);
}

function register(server, service, broker, shutdown) {
  server.addService(mortise.Plugin.service, service.methods());
  server.addService(goplugin.GRPCBroker.service, broker.methods());
  server.addService(goplugin.GRPCStdio.service, { streamStdio: stdio() });
  server.addService(goplugin.GRPCController.service, {
    shutdown: (call, reply) => {
      reply(null, {});
      shutdown();
    },
  });
  server.addService(health.Health.service, {
    check: (call, reply) => {
      if (['', 'plugin'].includes(call.request.service)) reply(null, { status: SERVING });
      else reply(plain(Code.NOT_FOUND, `no service "${call.request.service}"`));
    },
    watch: (call) => call.write({ status: SERVING }),
  });
}

/** Carries stdout to the host, in pieces of at most 1 KiB, once in a life. */
function stdio() {
  let isRead = false;
  return (call) => {
    if (isRead) {
      call.emit('error', plain(Code.RESOURCE_EXHAUSTED, "stdio is read once in a plugin's life"));
      return;
    }
    isRead = true;
    let isFull = false;
    const pump = () => {
      while (!isFull && !call.cancelled) {
        const data = ring.take(MAX_STDIO);
        if (data === undefined) return;
        isFull = !call.write({ channel: 1, data });
      }
    };
    call.on('drain', () => {
      isFull = false;
      pump();
    });
    ring.wake = () => setImmediate(pump);
    pump();
  };
}

/** Only the owner, or with PLUGIN_UNIX_SOCKET_GROUP the owner and that group, may connect. */
async function listen(server, socket, tls, group) {
  if (Buffer.byteLength(socket) > MAX_PATH) {
    throw new StartFailure(`socket ${socket} has ${Buffer.byteLength(socket)} bytes; the kernel takes ${MAX_PATH}`);
  }
  try {
    await new Promise((resolve, reject) => {
      server.bindAsync(`unix:${socket}`, tls, (problem) => (problem ? reject(problem) : resolve()));
    });
    if (group) fs.chownSync(socket, -1, groupId(group));
    fs.chmodSync(socket, group ? 0o660 : 0o600);
  } catch (e) {
    if (e instanceof StartFailure) throw e;
    throw new StartFailure(`cannot listen on ${socket}: ${e.message}`);
  }
}

function groupId(group) {
  if (/^\d+$/.test(group)) return Number(group);
  const entry = fs.readFileSync('/etc/group', 'utf8').split('\n').map((line) => line.split(':')).find(([name]) => name === group);
  if (!entry) throw new StartFailure(`PLUGIN_UNIX_SOCKET_GROUP ${group}: no such group`);
  return Number(entry[2]);
}

async function end(service, grace, socket, status) {
  try {
    await service.stopWithin(grace);
    await new Promise((resolve) => setTimeout(resolve, status === 0 ? 20 : 0)); // the answer to Shutdown goes out
  } catch (thrown) {
    log.uncaught('onStop', thrown);
  }
  fs.rmSync(socket, { force: true });
  process.exit(status);
}

module.exports = { run };
