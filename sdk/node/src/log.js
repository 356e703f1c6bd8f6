'use strict';
// Log records on stderr, as the JSON lines that go-plugin's hosts read.

const fs = require('node:fs');
const { redirect } = require('./streams');

// Hosts read lines of up to 64 KiB.
const MAX_TEXT = 8 * 1024;
let module_ = '';

const cut = (text) => (text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)} … ${text.length - MAX_TEXT} characters cut`);

/** Writes one record. All values are text: a Go host panics on anything else. */
function line(level, message, more = {}) {
  const record = {
    '@level': level,
    '@message': cut(String(message)),
    '@module': module_,
    // exactly six fraction digits, which is the one form go-plugin parses
    '@timestamp': new Date().toISOString().replace(/(\.\d{3})Z$/, '$1000Z'),
  };
  for (const [name, value] of Object.entries(more)) record[name] = cut(String(value));
  writeAll(Buffer.from(JSON.stringify(record) + '\n'));
}

function writeAll(bytes) {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += fs.writeSync(2, bytes, at);
    } catch (e) {
      // a full pipe is tried again; a closed one means that the host is gone, and the parent watch acts
      if (e.code !== 'EAGAIN') return;
    }
  }
}

/** Writes an exception that nobody caught, with its stack. */
function uncaught(what, thrown) {
  line('error', `${what}: ${thrown}`, { stack: thrown instanceof Error ? thrown.stack : '' });
}

/** From here on everything that goes to stderr is a record. */
function install(name) {
  module_ = name;
  let rest = '';
  redirect(process.stderr, (data) => {
    const lines = (rest + data.toString()).split('\n');
    rest = lines.pop();
    if (rest.length > MAX_TEXT) {
      lines.push(rest);
      rest = '';
    }
    for (const each of lines) line('info', each);
  });
  const end = (thrown) => {
    uncaught('uncaught', thrown);
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

module.exports = { install, line, uncaught };
