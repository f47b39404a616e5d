import { afterAll, beforeAll, expect, it } from 'vitest';
import { hire, openShop, type Person, signInOwner } from '../../../test/people.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { buildApp } from '../../app.ts';
import { withShop } from '../../platform/db/postgres.ts';
import type { HttpApp } from '../../platform/http/routes.ts';
import { resolvePersons } from '../customers/index.ts';
import { sendDue } from './outbox/keep-outbox.ts';
import { type MailPeer, openMailPeer } from './testing/mail-peer.ts';
import { promo } from './testing/mail-shop.ts';

let world: World;
let app: HttpApp;
let owner: Person;
let agent: Person;
let peer: MailPeer;
let shopId: number;
const root = '/api/shops/tea/messages';
const platformOf = () => ({
  ...world.platform,
  config: { ...world.platform.config, outbound: 'any' as const },
});

beforeAll(async () => {
  world = await openWorld();
  peer = await openMailPeer();
  app = await buildApp(platformOf());
  owner = await signInOwner(world.platform, app);
  shopId = (await openShop(world.platform, 'tea')).shopId;
  agent = await hire(owner, { slug: 'tea', role: 'service-agent' });
  const keys = await world.platform.keyring.forShop(shopId);
  const identities = [{ channel: 'web', kind: 'e-mail' as const, value: 'reader@example.com' }];
  await withShop(world.platform.db, shopId, (tx) =>
    resolvePersons(tx, keys, shopId, [{ identities, at: '2026-01-02T03:04:05Z' }], { source: 'test' }),
  );
});
afterAll(async () => {
  await app.close();
  await peer.close();
  await world.close();
});

const ask = async (who: Person, method: 'GET' | 'POST' | 'PUT', path: string, body?: object) =>
  (await who.ask(method, `${root}${path}`, body)).json();

it('a channel is set up, tried and never shows its secret; who may not manage may not', async () => {
  const smtp = { host: '127.0.0.1', port: peer.port, security: 'none', from: 'shop@example.com' };
  const bad = { on: true, smtp: { ...smtp, user: 'shop' }, webhook: { url: 'https://a.example/x' } };
  const refused = await ask(owner, 'PUT', '/channels/in-page', bad);
  expect(refused.issues.map(({ code }: { code: string }) => code)).toEqual([
    ...['one-of-two', 'wrong-carrier', 'not-encrypted'],
  ]);
  expect((await agent.ask('PUT', `${root}/channels/e-mail`, { on: true, smtp })).statusCode).toBe(403);
  expect(await ask(owner, 'PUT', '/channels/e-mail', { on: true, smtp, password: 'geheim!' })).toMatchObject({
    ...{ on: true, carrier: 'smtp', has_secret: true, smtp },
  });
  const hook = await ask(owner, 'PUT', '/channels/sms', {
    on: false,
    webhook: { url: 'https://a.example/x' },
  });
  expect(hook.secret).toMatch(/^whsec_/);
  const listed = await owner.ask('GET', `${root}/channels`);
  expect(listed.body).not.toContain('geheim');
  expect(listed.body).not.toContain(hook.secret);
  expect(await ask(owner, 'POST', '/channels/e-mail/test', { to: 'me@example.com' })).toMatchObject({
    sent: true,
  });
  expect(await ask(owner, 'POST', '/channels/e-mail/test', { to: 'gone@example.com' })).toEqual({
    ...{ sent: false, reason: 'address-refused', code: 550 },
  });
});

it('a password that is kept goes to no other server, port or user', async () => {
  const smtp = {
    host: 'mail.example.com',
    port: 465,
    security: 'tls',
    user: 'shop',
    from: 'shop@example.com',
  };
  const put = (change: object) => ask(owner, 'PUT', '/channels/e-mail', { on: false, ...change });
  const was = (await ask(owner, 'GET', '/channels')).channels[0].smtp;
  expect(await put({ smtp, password: 'geheim!' })).toMatchObject({ has_secret: true });
  for (const change of [{ host: 'evil.example.com' }, { port: 587 }, { user: 'other' }])
    expect((await put({ smtp: { ...smtp, ...change } })).issues).toMatchObject([
      { code: 'password-needed', field: '/password' },
    ]);
  expect(await put({ smtp: { ...smtp, from: 'news@example.com' } })).toMatchObject({ has_secret: true });
  // Nor by way of settings that need none.
  const { user: _, ...plain } = smtp;
  expect(await put({ smtp: { ...plain, host: 'evil.example.com' } })).toMatchObject({ has_secret: false });
  await put({ on: true, smtp: was });
});

it('a template is checked in full, versioned, and previewed with its values escaped', async () => {
  const broken = {
    ...promo,
    variables: [
      { name: 'what', type: 'text' },
      { name: 'shop', type: 'text' },
    ],
    content: {
      zh: { subject: '{{ wat }}', text: '{% if %}' },
      en: { subject: 'x', text: '{% include "/etc/passwd" %}' },
    },
  };
  const refused = await ask(owner, 'PUT', '/templates/promo', broken);
  expect(refused.issues.map((it: { code: string; field: string }) => [it.code, it.field])).toEqual([
    ['name-taken', '/variables/1'],
    ['unknown-variable', '/content/zh/subject'],
    ['template-broken', '/content/zh/text'],
    ['template-broken', '/content/en/text'],
  ]);
  const reading = { ...promo, content: { ...promo.content, en: broken.content.en } };
  expect((await ask(owner, 'PUT', '/templates/promo', reading)).issues).toMatchObject([
    { code: 'template-broken', field: '/content/en/text' },
  ]);
  expect(await ask(owner, 'PUT', '/templates/promo', promo)).toMatchObject({ version: 1, built_in: false });
  expect(await ask(owner, 'PUT', '/templates/promo', promo)).toMatchObject({ code: 'template-changed' });
  const { version: _, ...template } = promo;
  const { previews } = await ask(owner, 'POST', '/templates/preview', {
    ...{ template, values: { what: '<script>\n1</script>' } },
  });
  expect(previews[0].html).not.toContain('<script>');
  expect(previews[0].subject).not.toContain('\n');
  const loop = { ...template.content.zh, text: '{% for a in (1..100000000) %}x{% endfor %}' };
  const endless = { ...template, content: { ...template.content, zh: loop } };
  expect(await ask(owner, 'POST', '/templates/preview', { template: endless })).toMatchObject({
    code: 'template-invalid',
  });
  const variables = [
    { name: 'n', type: 'count' },
    { name: 'on', type: 'day' },
    { name: 'left', type: 'money' },
    { name: 'what', type: 'text' },
  ];
  const typed = { ...template, variables };
  const odd = { n: '12', on: '2026-02-30', left: 1.5, what: '13800138000', other: 1 };
  const { code, issues } = await ask(owner, 'POST', '/templates/preview', { template: typed, values: odd });
  expect(code).toBe('template-invalid');
  expect(issues.map((it: { code: string; field: string }) => [it.code, it.field])).toEqual([
    ...[
      ['wrong-type', '/values/n'],
      ['wrong-type', '/values/on'],
      ['wrong-type', '/values/left'],
    ],
    ...[
      ['unknown-variable', '/values/other'],
      ['personal-value', '/values/what'],
    ],
  ]);
  // Sound with samples, endless with these values.
  const counted = { subject: 'x', text: '{% for a in (1..n) %}x{% endfor %}' };
  const looping = { ...typed, content: { zh: counted, en: counted } };
  const values = { n: Number.MAX_SAFE_INTEGER };
  expect(await ask(owner, 'POST', '/templates/preview', { template: looping, values })).toMatchObject({
    issues: [{ code: 'template-broken', field: '/content/zh' }],
  });
});

it('one click ends marketing by that channel; a scanner that opens the link ends nothing, a forged one leads nowhere', async () => {
  const consent = { purpose: 'marketing', channel: 'any', state: 'granted', source: 'screen' };
  await owner.ask('POST', '/api/shops/tea/compliance/customers/1/consents', consent);
  const message = { customer: 1, template: 'promo', key: 'm1', values: { what: '龙井' } };
  const personal = { ...message, key: 'm0', values: { what: '13800138000' } };
  for (const it of [
    personal,
    { ...message, values: { what: 13_800_138_000 } },
    { ...message, key: 'news:wang@example.com' },
    { ...message, key: 'news:13800138000' },
  ])
    expect((await ask(agent, 'POST', '', it)).issues).toMatchObject([{ code: 'personal-value' }]);
  const queued = await ask(agent, 'POST', '', message);
  expect(queued.messages).toMatchObject([{ channel: 'e-mail', again: false }]);
  await sendDue(platformOf(), { shopId });
  const raw = peer.got.at(-1)!.raw.replace(/\r\n[ \t]/g, ' ');
  expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  const link = /^List-Unsubscribe: <(.*)>$/m.exec(raw)![1]!;
  const url = new URL(link).pathname;
  const page = await app.inject({ method: 'GET', url });
  expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  const may = async () => {
    const seen = (await owner.ask('GET', '/api/shops/tea/compliance/customers/1/contacts')).json();
    return seen.now.filter((it: { purpose: string }) => it.purpose === 'marketing');
  };
  expect((await may()).every(({ allowed }: { allowed: boolean }) => allowed)).toBe(true);
  const forged = `${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`;
  expect((await app.inject({ method: 'POST', url: forged })).statusCode).toBe(404);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const click = { method: 'POST', url, headers, payload: 'List-Unsubscribe=One-Click' } as const;
  expect((await app.inject(click)).statusCode).toBe(200);
  expect((await app.inject(click)).statusCode).toBe(200);
  const after = await may();
  expect(after.find((it: { channel: string }) => it.channel === 'e-mail')).toMatchObject({
    reason: 'withdrawn',
  });
  expect(after.find((it: { channel: string }) => it.channel === 'sms')).toMatchObject({ allowed: true });
  const listed = await ask(owner, 'GET', '?customer=1&state=sent');
  expect(listed.messages).toMatchObject([{ template: 'promo', customer_id: 1, state: 'sent' }]);
  const one = await ask(owner, 'GET', `/${listed.messages[0].message_id}`);
  expect(one.steps.map(({ state }: { state: string }) => state)).toEqual(['queued', 'sending', 'sent']);
});

it('a message in the page is read in the language of its reader, and once read stays read', async () => {
  const values = { points: 1200, expires_on: '2026-01-31' };
  const message = { customer: 1, template: 'points-expiring', key: 'i1', values, channels: ['in-page'] };
  const queued = await ask(agent, 'POST', '', message);
  expect((await ask(agent, 'GET', '/customers/1/inbox')).messages).toEqual([]);
  await sendDue(platformOf(), { shopId });
  const [zh] = (await ask(agent, 'GET', '/customers/1/inbox')).messages;
  expect(zh).toMatchObject({ read: false, subject: '您有 1,200 积分将于 2026年1月31日 到期' });
  const [en] = (await ask(agent, 'GET', '/customers/1/inbox?language=en')).messages;
  expect(en.subject).toBe('1,200 of your points expire on January 31, 2026');
  const read = { message_ids: [queued.messages[0].message_id] };
  expect((await agent.ask('POST', `${root}/customers/1/inbox/read`, read)).statusCode).toBe(204);
  expect((await ask(agent, 'GET', '/customers/1/inbox')).messages[0].read).toBe(true);
});
