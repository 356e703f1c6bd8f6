'use strict';
// Functions that only a process can have; see ../../java/README.md.

const fs = require('node:fs');
const { shaped } = require('./fields');

function register(plugin) {
  plugin.handleBytes('env', () => JSON.stringify(process.env));
  plugin.handleBytes('pid', () => String(process.pid));
  plugin.handleBytes('pid_of_parent', () => String(process.ppid));
  plugin.handleBytes('kill_self', () => process.kill(process.pid, 'SIGKILL') && 'ok');
  shaped(plugin, 'crash', 'CODE', (call, given) => process.exit(given.number('CODE')));
  plugin.handleBytes('background', (call, key) => plugin.host.kv.set(key.toString(), 'background').then(String));
  plugin.handleBytes('stderr', (call, lines) => {
    fs.writeSync(2, lines + '\n');
    return 'ok';
  });
  shaped(plugin, 'sleep_ignore', 'COUNT', async (call, given) => {
    await new Promise((resolve) => setTimeout(resolve, given.number('COUNT')));
    return call.isCancelled ? 'interrupted' : 'ok';
  });
}

module.exports = { register };
