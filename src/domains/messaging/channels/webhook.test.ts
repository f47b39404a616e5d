import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Outgoing } from './carrier.ts';
import { sendByWebhook } from './webhook.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const now = new Date('2026-01-15T04:00:00Z');
const outgoing: Outgoing = {
  ...{ id: '1.2.shuke@crm.example.com', channel: 'sms', purpose: 'service', template: 'points-expiring' },
  ...{ customerId: 3, addresses: [{ channel: 'any', value: '+8613800138000' }] },
  written: { language: 'zh', subject: '到期', text: '您好', html: null },
};
const got: { headers: Record<string, string>; body: string; path: string }[] = [];
const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const path = request.url ?? '';
    got.push({
      path,
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(parts).toString(),
    });
    if (path === '/cut') return request.socket.destroy();
    if (path === '/moved') response.setHeader('location', '/200');
    response.statusCode = path === '/moved' ? 302 : Number(path.slice(1));
    response.end('x'.repeat(1_000_000));
  });
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

const send = (path: string, allowPrivate = true) => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`;
  const setting = { carrier: 'webhook' as const, isOn: true, settings: { url }, secret };
  return sendByWebhook(outgoing, { setting, allowPrivate, now });
};

it('is signed as Standard Webhooks say, over id, time and body, with the same id at every try', async () => {
  expect(await send('200')).toEqual({ came: 'sent', reason: null, code: 200 });
  expect(await send('204')).toMatchObject({ came: 'sent' });
  const [first, second] = got;
  const { headers, body } = first!;
  const signed = createHmac('sha256', Buffer.alloc(32, 7))
    .update(`${outgoing.id}.1768449600.${body}`)
    .digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${signed}`);
  expect(headers['webhook-timestamp']).toBe('1768449600');
  expect(second!.headers['webhook-id']).toBe(headers['webhook-id']);
  expect(JSON.parse(body).data).toMatchObject({
    channel: 'sms',
    to: [{ value: '+8613800138000' }],
    text: '您好',
  });
});

it.each([
  ['400', 'refused'],
  ['410', 'refused'],
  ['404', 'later'],
  ['429', 'later'],
  ['503', 'later'],
  ['moved', 'later'],
  ['cut', 'unknown'],
])('an answer of %s is %s', async (path, came) => {
  const before = got.length;
  expect(await send(path)).toMatchObject({ came });
  expect(got.length).toBe(before + 1);
});

it('goes to no private address and over no plain HTTP unless the operator says so', async () => {
  const before = got.length;
  expect(await send('200', false)).toEqual({ came: 'later', reason: 'not-encrypted' });
  const setting = {
    carrier: 'webhook' as const,
    isOn: true,
    settings: { url: 'https://127.0.0.1/x' },
    secret,
  };
  const refused = await sendByWebhook(outgoing, { setting, allowPrivate: false, now });
  expect(refused).toEqual({ came: 'later', reason: 'private-address' });
  expect(got.length).toBe(before);
});
