'use strict';
// The contract guest in Node: the table in ../../contract/README.md binds it.

const { CallRejected, Code, Plugin } = require('@mortise/sdk');

const plugin = new Plugin('contract');
let isUnhealthy = false;

plugin.onStart(async (config) => {
  isUnhealthy = (await config.at('/unhealthy')) === true;
  if ((await config.at('/trap_start')) === true) throw new Error('asked to trap in start');
  if ((await config.at('/fail_start')) === true) throw new CallRejected(Code.FAILED_PRECONDITION, 'asked to fail');
  if ((await config.at('/fail_activate')) === true) {
    throw new CallRejected(Code.FAILED_PRECONDITION, 'asked to fail activation');
  }
});
plugin.health(() => (isUnhealthy ? { ready: false, message: 'asked to be unhealthy' } : { ready: true, message: 'fine' }));

for (const part of ['basics', 'ends', 'services', 'processes']) require(`./${part}`).register(plugin);
plugin.serve();
