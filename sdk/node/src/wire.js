'use strict';
// The services of the wire, read from the .proto files beside this folder.

const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const definition = loader.loadSync(
  ['mortise/v1/plugin.proto', 'mortise/v1/host.proto', 'goplugin/plugin.proto', 'grpc/health.proto'],
  { includeDirs: [path.join(__dirname, '..', 'proto')], longs: Number, enums: Number, defaults: true },
);
const loaded = grpc.loadPackageDefinition(definition);

const MAX_MESSAGE_BYTES = (64 << 20) + (64 << 10);
const LIMITS = {
  'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
  'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
};

module.exports = {
  LIMITS,
  mortise: loaded.mortise.v1,
  goplugin: loaded.plugin,
  health: loaded.grpc.health.v1,
};
