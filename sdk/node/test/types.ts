// Compiled by npm run types: what the declarations must accept.
import { CallRejected, Code, Plugin } from '..';

type Ask = { name: string };

new Plugin('p', { concurrentCalls: 3 })
  .handle<Ask, { text: string }>('greet', async (call, { name }) => {
    if (call.isCancelled) throw new CallRejected(Code.CANCELLED, 'late');
    const times: number = await call.host.kv.increment(name);
    const answer = await call.host.http.get('https://example.org/');
    await call.host.log.info('greeted', { times, status: answer.status });
    return { text: `${times}` };
  })
  .handleBytes('echo', (_, payload) => payload)
  .stream('count', async function* () {
    yield 'one';
  })
  .onStart(async (config) => {
    const retries = await config.at<number>('/retries', 3);
    retries.toFixed();
  })
  .health(() => ({ ready: true }))
  .serve();
