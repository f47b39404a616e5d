import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { policy, type Role, roles } from '../../src/contract/auth.ts';
import { recordContact } from '../../src/domains/compliance/index.ts';
import { resolvePersons, storeProfiles } from '../../src/domains/customers/index.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import type { HttpApp } from '../../src/platform/http/routes.ts';
import { hire, openShop, Person, signInOwner } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let app: HttpApp;
let shopId: number;
let shop: string;
const staff = {} as Record<Role, Person>;
let made = 0;

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
  staff.owner = await signInOwner(world.platform, app);
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

/** A shop with one customer, 王小明; who works there may do what their role may. */
beforeEach(async () => {
  shop = `mumu-${++made}`;
  shopId = (await openShop(world.platform, shop)).shopId;
  const keys = await world.platform.keyring.forShop(shopId);
  await withShop(world.platform.db, shopId, async (tx) => {
    const identities = [{ channel: 'web', kind: 'user-id' as const, value: 'wang' }];
    const at = '2026-01-10T00:00:00Z';
    await resolvePersons(tx, keys, shopId, [{ identities, at }], { source: 'test' });
    await storeProfiles(tx, keys, shopId, [{ personId: 1, at, traits: { name: '王小明' } }], {
      source: 'test',
    });
  });
});

type Method = 'GET' | 'POST' | 'PUT';
const ask = (
  method: Method,
  path: string,
  body?: object,
  headers?: Record<string, string>,
  by: Role = 'owner',
) => staff[by].ask(method, `/api/shops/${shop}/compliance${path}`, body, headers);
const one = '/customers/1';
const reason = '本人来电要求';
const codeOf = (answer: { json(): { code: string } }) => answer.json().code;

/** The newest entry of the audit log. */
async function lastAct(): Promise<Record<string, unknown>> {
  const { entries } = (await ask('GET', '/audit-log?limit=1')).json();
  const { act, subject, reason: why, details, actor } = entries[0] ?? {};
  expect(actor).toMatch(/^user:/);
  return { act, subject, reason: why, details };
}
const acts = async () => (await ask('GET', '/audit-log')).json().entries.length;

const consent = {
  ...{ purpose: 'marketing', channel: 'sms', state: 'granted', source: 'agent' },
  evidence: { reference: 'call-7' },
};
/** Every route with a body that is accepted, and what it takes. */
const routes: [Method, string, object | undefined, string][] = [
  ['GET', `${one}/consents`, undefined, 'compliance:read'],
  ['POST', `${one}/consents`, consent, 'compliance:write'],
  ['GET', `${one}/permission?purpose=marketing&channel=sms`, undefined, 'compliance:read'],
  ['GET', `${one}/contacts`, undefined, 'compliance:read'],
  ['GET', '/notices', undefined, 'compliance:read'],
  ['POST', '/notices', { notice: 'privacy', text: { zh: '隐私政策', en: 'Privacy' } }, 'compliance:write'],
  ['GET', '/contact-caps', undefined, 'compliance:read'],
  ['PUT', '/contact-caps', { caps: [] }, 'compliance:write'],
  ['GET', '/quiet-hours', undefined, 'compliance:read'],
  ['PUT', '/quiet-hours', { quiet_hours: null }, 'compliance:write'],
  ['GET', '/holdout', undefined, 'compliance:read'],
  ['PUT', '/holdout', { share: 500 }, 'compliance:write'],
  ['GET', '/requests', undefined, 'compliance:read'],
  ['POST', `${one}/requests`, { kind: 'access' }, 'compliance:write'],
  ['POST', '/requests/1/decision', { state: 'done', decision: '已交付副本' }, 'compliance:write'],
  ['POST', `${one}/personal-data`, { reason }, 'export:personal'],
  ['GET', '/audit-log', undefined, 'audit:read'],
  ['GET', '/audit-log/verification', undefined, 'audit:read'],
  ['GET', `${one}/erasure`, undefined, 'compliance:write'],
  ['POST', `${one}/erasure`, { confirmation: 'x', reason }, 'compliance:write'],
];

describe('roles', () => {
  it('each may do what the policy says, and is refused the rest without a trace', async () => {
    for (const role of roles) {
      if (role !== 'owner') staff[role] = await hire(staff.owner, { slug: shop, role });
      for (const [method, path, body, permission] of routes) {
        const before = await acts();
        const { statusCode } = await ask(method, path, body, {}, role);
        const may = (policy[role] as readonly string[]).includes(permission);
        const what = `${role} ${method} ${path}: ${statusCode}`;
        if (may) expect([200, 404, 409], what).toContain(statusCode);
        else expect([statusCode, (await acts()) - before], what).toEqual([403, 0]);
      }
    }
  }, 120_000);
});

describe('consents', () => {
  it('are recorded with their evidence, shown, and decide the permission', async () => {
    const permission = async () =>
      (await ask('GET', `${one}/permission?purpose=marketing&channel=sms`)).json();
    expect(await permission()).toEqual({ allowed: false, reason: 'no-consent' });
    const given = await ask('POST', `${one}/consents`, consent);
    expect(given.json().history).toMatchObject([
      { ...consent, person_id: 1, at: '2026-01-15T04:00:00.000Z', by_guardian: false },
    ]);
    expect(await permission()).toEqual({ allowed: true, reason: null });
    expect(await lastAct()).toMatchObject({
      ...{ act: 'compliance.record-consent', subject: 'customer:1' },
      details: {
        purpose: 'marketing',
        channel: 'sms',
        state: 'granted',
        basis: 'consent',
        reference: 'call-7',
      },
    });
    const withdrawn = { ...consent, channel: 'any', state: 'withdrawn', at: '2026-01-15T03:00:00Z' };
    await ask('POST', `${one}/consents`, withdrawn);
    // Said an hour earlier of every channel; the grant of the channel itself is later.
    expect(await permission()).toEqual({ allowed: true, reason: null });
    await ask('POST', `${one}/consents`, { ...withdrawn, at: '2026-01-15T04:00:00Z' });
    expect(await permission()).toEqual({ allowed: false, reason: 'withdrawn' });
    const shown = (await ask('GET', `${one}/consents`)).json();
    expect(shown.history).toHaveLength(3);
    expect(shown.flags).toEqual({ minor: null, restricted: false });
    const profile = (await ask('GET', `${one}/permission`)).json();
    expect(profile).toEqual({ allowed: true, reason: null });
  });

  it.each<[string, string, object, number, string]>([
    ['nobody', '/customers/99/consents', consent, 404, 'no-such-customer'],
    [
      'a notice nobody published',
      `${one}/consents`,
      { ...consent, notice: { notice: 'x', version: 9 } },
      422,
      'unknown-notice',
    ],
    [
      'a phone number as evidence',
      `${one}/consents`,
      { ...consent, evidence: { reference: '13800138000' } },
      422,
      'personal-value',
    ],
    ['a purpose nobody knows', `${one}/consents`, { ...consent, purpose: 'fun' }, 400, 'invalid-input'],
    ['a field nobody knows', `${one}/consents`, { ...consent, note: 'x' }, 400, 'invalid-input'],
    [
      'a decision too short to tell why',
      '/requests/9/decision',
      { state: 'done', decision: '已处理' },
      400,
      'invalid-input',
    ],
    [
      'a request nobody made',
      '/requests/9/decision',
      { state: 'done', decision: '已经处理' },
      404,
      'no-open-request',
    ],
    [
      'a confirmation of nothing',
      `${one}/erasure`,
      { confirmation: 'x', reason },
      409,
      'erasure-not-confirmed',
    ],
    ['a copy of nobody', '/customers/99/personal-data', { reason }, 404, 'no-such-customer'],
    ['a copy without a reason', `${one}/personal-data`, {}, 400, 'invalid-input'],
    [
      'a reason that names somebody',
      `${one}/personal-data`,
      { reason: '致电 13800138000' },
      422,
      'personal-value',
    ],
  ])('%s is refused with a code, and nothing is written', async (_, path, body, status, code) => {
    const answer = await ask('POST', path, body);
    expect([answer.statusCode, codeOf(answer)]).toEqual([status, code]);
    expect(await acts()).toBe(0);
  });

  it('a notice gets the next version, and a consent names it', async () => {
    const notice = { notice: 'privacy', text: { zh: '隐私政策', en: 'Privacy' } };
    for (const version of [1, 2]) {
      expect((await ask('POST', '/notices', notice)).json()).toMatchObject({ ...notice, version });
      expect(await lastAct()).toMatchObject({
        act: 'compliance.publish-notice',
        subject: `notice:privacy:${version}`,
      });
    }
    expect(
      (await ask('GET', '/notices')).json().notices.map((it: { version: number }) => it.version),
    ).toEqual([2, 1]);
    const named = { ...consent, notice: { notice: 'privacy', version: 2 } };
    expect((await ask('POST', `${one}/consents`, named)).json().history[0]).toMatchObject({
      notice_version: 2,
    });
  });
});

describe('settings', () => {
  it('are set, shown, on the audit log, and obeyed by the gate', async () => {
    await ask('POST', `${one}/consents`, consent);
    const set = async (path: string, body: object, act: string) => {
      expect((await ask('PUT', path, body)).json()).toEqual(body);
      expect((await ask('GET', path)).json()).toEqual(body);
      expect(await lastAct()).toEqual({ act, subject: `shop:${shopId}`, reason: null, details: body });
      return (await ask('GET', `${one}/permission?purpose=marketing&channel=sms`)).json().reason;
    };
    expect((await ask('GET', '/quiet-hours')).json()).toEqual({
      quiet_hours: { from: '22:00', until: '08:00' },
    });
    const quiet = { quiet_hours: { from: '11:30', until: '12:01' } };
    expect(await set('/quiet-hours', quiet, 'compliance.set-quiet-hours')).toBe('quiet-hours');
    expect(await set('/quiet-hours', { quiet_hours: null }, 'compliance.set-quiet-hours')).toBeNull();
    const caps = { caps: [{ channel: 'any', purpose: 'marketing', days: 7, most: 1 }] };
    expect(await set('/contact-caps', caps, 'compliance.set-caps')).toBeNull();
    await withShop(world.platform.db, shopId, (tx) =>
      recordContact(tx, {
        ...{ shopId, subject: { id: 1, personIds: [1] }, channel: 'sms', purpose: 'marketing' },
        ...{ idempotencyKey: 'a', actor: 'system', now: world.clock.now() },
      }),
    );
    expect(await set('/contact-caps', caps, 'compliance.set-caps')).toBe('cap-reached');
    const ledger = (await ask('GET', `${one}/contacts`)).json();
    expect(ledger).toMatchObject({
      caps: [{ ...caps.caps[0], made: 1 }],
      made: [{ channel: 'sms', purpose: 'marketing', at: world.clock.now().toISOString() }],
    });
    const answer = (purpose: string, channel: string) =>
      ledger.now.find((it: Record<string, unknown>) => it.purpose === purpose && it.channel === channel);
    expect(ledger.now).toHaveLength(14);
    expect(answer('marketing', 'sms')).toMatchObject({ allowed: false, reason: 'cap-reached' });
    expect(answer('marketing', 'wechat')).toMatchObject({ allowed: false, reason: 'no-consent' });
    expect(answer('service', 'phone')).toMatchObject({ allowed: true, reason: null });
    expect(await set('/holdout', { share: 10_000 }, 'compliance.set-holdout')).toBe('held-out');
  });

  it('that make no sense are refused', async () => {
    const refused: [string, object, string][] = [
      ['/quiet-hours', { quiet_hours: { from: '08:00', until: '08:00' } }, 'no-quiet-time'],
      ['/quiet-hours', { quiet_hours: { from: '24:00', until: '08:00' } }, 'invalid-input'],
      ['/holdout', { share: 10_001 }, 'invalid-input'],
      ['/contact-caps', { caps: [{ channel: 'fax', purpose: 'any', days: 1, most: 1 }] }, 'invalid-input'],
    ];
    for (const [path, body, code] of refused) {
      const answer = await ask('PUT', path, body);
      expect([answer.statusCode, codeOf(answer)], path).toEqual([code === 'invalid-input' ? 400 : 422, code]);
    }
    expect(await acts()).toBe(0);
  });
});

describe('requests of the person concerned', () => {
  it('came at a time that can be: not before 2000, not after now', async () => {
    const came = async (received_at: string) => {
      const answer = await ask('POST', `${one}/requests`, { kind: 'access', received_at });
      return answer.json().code ?? answer.statusCode;
    };
    for (const at of ['0001-01-01T00:00:00+14:00', '1999-12-31T23:59:59Z', '9999-12-31T00:00:00Z'])
      expect(await came(at), at).toBe('received-at-not-plausible');
  });

  it('are recorded with the day they are due, and a restriction takes effect when it is decided', async () => {
    const asked = await ask('POST', `${one}/requests`, { kind: 'restrict', note: '来电' });
    const { request_id: id } = asked.json();
    const view = { request_id: id, customer_id: 1, kind: 'restrict', state: 'open', due_day: '2026-02-05' };
    expect(asked.json()).toMatchObject(view);
    expect(await lastAct()).toMatchObject({ act: 'compliance.record-request', subject: 'customer:1' });
    const permission = async () => (await ask('GET', `${one}/permission`)).json();
    expect(await permission()).toEqual({ allowed: true, reason: null });
    const decision = { state: 'done', decision: '已限制处理' };
    const decided = await ask('POST', `/requests/${id}/decision`, decision);
    expect(decided.json()).toMatchObject({ ...view, ...decision });
    expect(await lastAct()).toMatchObject({ act: 'compliance.decide-request', subject: `request:${id}` });
    expect(await permission()).toEqual({ allowed: false, reason: 'restricted' });
    expect(codeOf(await ask('POST', `/requests/${id}/decision`, decision))).toBe('no-open-request');
    expect((await ask('GET', '/requests')).json().requests).toMatchObject([
      { request_id: id, state: 'done' },
    ]);
  });

  it('sent again with its key are one', async () => {
    const key = { 'idempotency-key': 'request-1' };
    const first = await ask('POST', `${one}/requests`, { kind: 'access' }, key);
    const again = await ask('POST', `${one}/requests`, { kind: 'access' }, key);
    expect(again.json()).toEqual(first.json());
    const other = await ask('POST', `${one}/requests`, { kind: 'delete' }, key);
    expect([other.statusCode, codeOf(other)]).toEqual([422, 'idempotency-key-reused']);
    expect((await ask('GET', '/requests')).json().requests).toHaveLength(1);
    expect(await acts()).toBe(1);
  });

  it('a copy is in clear and on the audit log before it leaves', async () => {
    const copy = (await ask('POST', `${one}/personal-data`, { reason })).json();
    expect(copy).toMatchObject({ format: 'shuke-personal-data/1', customer_id: 1, person_ids: [1] });
    expect(JSON.stringify(copy.data)).toContain('王小明');
    expect(await lastAct()).toMatchObject({
      act: 'compliance.export-personal',
      subject: 'customer:1',
      reason,
    });
  });

  it('an erasure shows first, is done by its confirmation, and a retry with its key gets the same answer', async () => {
    const preview = (await ask('GET', `${one}/erasure`)).json();
    expect(await acts()).toBe(0);
    const counts = preview.holdings.map((it: { what: string; count: number }) => [it.what, it.count]);
    expect(Object.fromEntries(counts)).toMatchObject({ identities: 1, traits: 1, rejects: 0 });
    const order = { confirmation: preview.confirmation, reason };
    const key = { 'idempotency-key': 'erasure-1' };
    const done = await ask('POST', `${one}/erasure`, order, key);
    expect(done.json()).toEqual({ erasure_id: 1, person_ids: [1] });
    expect(await lastAct()).toMatchObject({ act: 'compliance.erase', subject: 'customer:1', reason });
    expect((await ask('POST', `${one}/erasure`, order, key)).json()).toEqual(done.json());
    expect(codeOf(await ask('POST', `${one}/erasure`, order))).toBe('no-such-customer');
    expect(codeOf(await ask('GET', `${one}/consents`))).toBe('no-such-customer');
  });
});

describe('the audit log', () => {
  it('comes page by page, by subject and by act, and verifies', async () => {
    for (const share of [100, 200, 300]) await ask('PUT', '/holdout', { share });
    await ask('POST', `${one}/requests`, { kind: 'access' });
    const page = (await ask('GET', '/audit-log?limit=2&act=compliance.set-holdout')).json();
    expect(page.entries.map((it: { details: object }) => it.details)).toEqual([
      { share: 300 },
      { share: 200 },
    ]);
    const rest = (
      await ask('GET', `/audit-log?limit=2&act=compliance.set-holdout&cursor=${page.next_cursor}`)
    ).json();
    expect(rest).toMatchObject({ entries: [{ details: { share: 100 } }], next_cursor: null });
    expect((await ask('GET', '/audit-log?subject=customer:1')).json().entries).toHaveLength(1);
    const days = async (days: string) => (await ask('GET', `/audit-log?${days}`)).json().entries.length;
    const [first] = (await ask('GET', '/audit-log')).json().entries;
    const today = new Date(first.at).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
    expect(await days(`from=${today}`)).toBe(4);
    expect(await days(`from=${today}&to=${today}`)).toBe(4);
    expect([await days('to=2020-01-01'), await days('from=2999-01-01')]).toEqual([0, 0]);
    const stray = await ask('GET', `/audit-log?limit=2&cursor=${page.next_cursor}`);
    expect(stray.statusCode).toBe(400);
    const verified = (await ask('GET', '/audit-log/verification')).json();
    expect(verified).toMatchObject({ sound: true, entries: 4, broken: null });
    const noted = `?noted_entries=4&noted_hash=${'0'.repeat(64)}`;
    expect((await ask('GET', `/audit-log/verification${noted}`)).json().sound).toBe(false);
  });

  it('names who did it, also when they have left and the key is revoked; a key is told no names of staff', async () => {
    const manager = await hire(staff.owner, { slug: shop, role: 'manager' });
    const { user_id: id } = (await manager.ask('GET', '/api/me')).json();
    const url = `/api/shops/${shop}`;
    await manager.ask('PUT', `${url}/compliance/holdout`, { share: 100 });
    const text = { zh: '可随时退订', en: 'May be stopped' };
    const notice = await manager.ask('POST', `${url}/compliance/notices`, { notice: 'marketing', text });
    expect(notice.json()).toMatchObject({ published_by: `user:${id}`, published_by_name: 'manager' });
    const scopes = ['audit:read', 'compliance:read', 'compliance:write'];
    const key = (await staff.owner.ask('POST', `${url}/keys`, { kind: 'api', name: '对账', scopes })).json();
    const bearer = { authorization: `Bearer ${key.key}` };
    const asKey = (method: Method, path: string, body?: object) =>
      new Person(app).ask(method, `${url}/compliance${path}`, body, bearer);
    expect((await asKey('PUT', '/holdout', { share: 200 })).statusCode).toBe(200);
    const seen = (entries: object[]) => entries.map((it) => (it as { actor_name: string }).actor_name);
    const log = '/audit-log?act=compliance.set-holdout';
    expect(seen((await asKey('GET', log)).json().entries)).toEqual(['对账', null]);
    await staff.owner.ask('DELETE', `${url}/keys/${key.key_id}`);
    await staff.owner.ask('DELETE', `${url}/staff/${id}`);
    expect((await manager.ask('GET', `${url}/compliance${log}`)).statusCode).toBe(404);
    expect(seen((await ask('GET', log)).json().entries)).toEqual(['对账', 'manager']);
    const own = (await ask('GET', `/audit-log?actor=user:${id}`)).json().entries;
    expect(new Set(seen(own))).toEqual(new Set(['manager']));
    const [gone] = (await ask('GET', '/audit-log?act=staff.remove')).json().entries;
    expect(gone).toMatchObject({ subject: `user:${id}`, subject_name: 'manager' });
    const { notices } = (await ask('GET', '/notices')).json();
    expect(notices).toMatchObject([{ published_by_name: 'manager' }]);
  });
});
