'use strict';
// Functions that end badly, or not at all.

const { CallRejected } = require('@mortise/sdk');
const { shaped } = require('./fields');

const MIB = 1 << 20;

function register(plugin) {
  shaped(plugin, 'fail', 'CODE MESSAGE', (call, given) => {
    throw new CallRejected(given.number('CODE'), given.text('MESSAGE'));
  });
  plugin.handleBytes('trap', () => {
    throw new Error('unreachable');
  });
  // there is one thread: a loop that never let go of it would also stop every other call
  plugin.handleBytes('spin', async (call) => {
    while (!call.isCancelled) await new Promise(setImmediate);
    return '';
  });
  shaped(plugin, 'alloc', 'MIB', (call, given) => {
    const held = Array.from({ length: given.number('MIB') }, () => Buffer.alloc(MIB, 1));
    return held.length === given.number('MIB') ? 'ok' : '';
  });
  shaped(plugin, 'recurse', 'DEPTH', (call, given) => {
    descend(given.number('DEPTH'));
    return 'ok';
  });
  plugin.handleBytes('recurse_forever', (call, input) => {
    descend(-1);
    return input;
  });
}

const descend = (depth) => (depth === 0 ? Date.now() : descend(depth - 1) + 1);

module.exports = { register };
