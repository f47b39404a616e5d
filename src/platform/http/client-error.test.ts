import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { makeHttpServer } from './http-server.ts';
import type { HttpApp } from './routes.ts';

let world: World;
let app: HttpApp;
beforeAll(async () => {
  world = await openWorld();
  app = await makeHttpServer(world.platform);
  await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

async function say(text: string): Promise<string> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  let heard = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    heard += chunk;
  });
  socket.write(text);
  await once(socket, 'close');
  return heard;
}

const post = 'POST /health HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';

test.each([
  ['chunks that are none', `${post}transfer-encoding: chunked\r\n\r\nzz\r\n{}`, 400],
  ['a length that is none', `${post}content-length: much\r\n\r\n{}`, 400],
  ['a length and chunks', `${post}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}`, 400],
  ['headers without end', `${post}x: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
  ['no HTTP at all', '\u0016\u0003\u0001\u0002\r\n\r\n', 400],
])('%s: a problem, and the server lives', async (_what, text, status) => {
  const heard = await say(text);
  expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(JSON.parse(heard.split('\r\n\r\n')[1]!)).toMatchObject({ code: 'bad-request', status });
  expect((await app.inject('/health')).statusCode).toBe(200);
});
