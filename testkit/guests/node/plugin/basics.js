'use strict';
// Functions about the call itself.

const crypto = require('node:crypto');
const { CallRejected, Code } = require('@mortise/sdk');
const { cut, shaped } = require('./fields');

function register(plugin) {
  plugin.handleBytes('echo', (call, input) => input);
  plugin.handleBytes('time', () => String(Date.now()));
  shaped(plugin, 'output_size', 'BYTES', (call, given) => Buffer.alloc(given.number('BYTES'), 'x'));
  shaped(plugin, 'random', 'BYTES', (call, given) => crypto.randomBytes(given.number('BYTES')));
  plugin.handleBytes('config', async (call, pointer) => {
    const value = await call.host.config.json(pointer.toString());
    if (value === undefined) throw new CallRejected(Code.NOT_FOUND, `no config at ${pointer}`);
    return value;
  });
  plugin.handleBytes('call_info', (call) =>
    JSON.stringify({
      call_id: call.id,
      function: call.function,
      deadline_ms: call.remaining,
      traceparent: call.traceparent || undefined,
      tenant: call.tenant || undefined,
      caller: call.caller,
    }),
  );
  shaped(plugin, 'log', 'LEVEL MESSAGE', async (call, given) => {
    await call.host.log.write(Math.min(given.number('LEVEL'), 4), given.text('MESSAGE'), { from: 'guest' });
    return 'ok';
  });
  plugin.handleBytes('stdout', (call, text) => {
    console.log(text.toString());
    return 'ok';
  });
  shaped(plugin, 'host_calls', 'COUNT', async (call, given) => {
    for (let i = 0; i < given.number('COUNT'); i++) await call.host.kv.get('k');
    return 'ok';
  });
  plugin.stream('stream', async function* (call, input) {
    const count = cut('CHUNKS', input).number('CHUNKS');
    for (let i = 0; i < count; i++) yield `chunk ${i}`;
  });
}

module.exports = { register };
