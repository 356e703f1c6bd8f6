'use strict';
// An input cut into the fields its shape names: the last is the rest, every other ends at the first space.

const { CallRejected, Code } = require('@mortise/sdk');

const NUMBERS = new Set(['CODE', 'MIB', 'DEPTH', 'BYTES', 'CHUNKS', 'LEVEL', 'COUNT', 'TTL_MS', 'LIMIT', 'VERSION']);

/** {NAME: bytes, …} with number(name) and text(name). */
function cut(shape, input) {
  const refusal = () => new CallRejected(Code.INVALID_ARGUMENT, `wants ${shape}`);
  const names = shape.split(' ');
  const values = {};
  let rest = input;
  names.forEach((name, i) => {
    const isLast = i === names.length - 1;
    const space = isLast ? -1 : rest.indexOf(0x20);
    const field = space < 0 ? rest : rest.subarray(0, space);
    if (!isLast && (field.length === 0 || (space < 0 && i !== names.length - 2))) throw refusal();
    if (NUMBERS.has(name) && !/^[0-9]{1,18}$/.test(field.toString('latin1'))) throw refusal();
    values[name] = field;
    rest = space < 0 ? Buffer.alloc(0) : rest.subarray(space + 1);
  });
  return {
    raw: (name) => values[name],
    text: (name) => values[name].toString('utf8'),
    number: (name) => Number(values[name].toString('latin1')),
  };
}

/** Registers a function of (call, fields). */
const shaped = (plugin, name, shape, body) => plugin.handleBytes(name, (call, input) => body(call, cut(shape, input)));

module.exports = { cut, shaped };
