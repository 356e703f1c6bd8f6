'use strict';
// A plugin that greets and counts.

const { CallRejected, Code, Plugin } = require('@mortise/sdk');

new Plugin('hello-node')
  .handle(
    'greet',
    async (call, { name }) => {
      if (!name) throw new CallRejected(Code.INVALID_ARGUMENT, 'whom shall I greet?');
      const times = await call.host.kv.increment(`greeted/${name}`);
      await call.host.log.info('greeted', { name });
      return { text: `Hello, ${name}!`, times };
    },
    'greets somebody and counts it',
  )
  .serve();
