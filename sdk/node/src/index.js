'use strict';
// Makes a plugin. Require it before anything that prints: from then on stdout belongs to the handshake.
// Route: plugin.js, call.js, service.js, process.js; the rest is one concern each.

require('./streams').claim();

const { Code, CallRejected, HostError } = require('./errors');
const { Plugin } = require('./plugin');

module.exports = { Plugin, Code, CallRejected, HostError };
