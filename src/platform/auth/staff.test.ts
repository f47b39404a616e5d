import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  appWithFrontDoor,
  hire,
  openShop,
  ownerEmail,
  Person,
  password,
  signInOwner,
} from '../../../test/people.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { policy, type Role, roles } from '../../contract/auth.ts';
import type { HttpApp } from '../http/routes.ts';
import type { AuditEntry } from './index.ts';

let world: World;
let app: HttpApp;
let owner: Person;
const heard: AuditEntry[] = [];

beforeAll(async () => {
  world = await openWorld();
  app = await appWithFrontDoor(world.platform, async (_tx, entry) => {
    heard.push(entry);
  });
  await openShop(world.platform, 'a');
  owner = await signInOwner(world.platform, app);
});

afterAll(async () => {
  await app?.close();
  await world?.close();
});

const idOf = async (person: Person) => (await person.ask('GET', '/api/me')).json().user_id as string;
const invite = (role: Role, email: string) => owner.ask('POST', '/api/shops/a/invitations', { email, role });
const tokenOf = (answer: { json(): { link: string } }) => answer.json().link.split('#')[1]!;

describe('an invitation', () => {
  it('opens an account with a password of its own, once', async () => {
    const invited = await invite('marketer', 'New.Person@example.com');
    const token = tokenOf(invited);
    const guest = new Person(app);
    const seen = await guest.ask('POST', '/api/invitations/look', { token });
    expect(seen.json()).toEqual({
      shop: 'a',
      email: 'new.person@example.com',
      role: 'marketer',
      has_account: false,
    });
    expect((await guest.ask('POST', '/api/invitations/accept', { token })).json().code).toBe(
      'password-needed',
    );
    const both = await Promise.all(
      [1, 2].map(() =>
        new Person(app).ask('POST', '/api/invitations/accept', { token, password, name: 'New' }),
      ),
    );
    expect(both.map((it) => it.statusCode).sort()).toEqual([200, 404]);
    await guest.signIn('new.person@example.com', password);
    expect((await guest.ask('GET', '/api/me')).json()).toMatchObject({
      operator: false,
      shops: [{ role: 'marketer' }],
    });
    expect((await guest.ask('POST', '/api/shops', {})).statusCode).toBe(400);
    const shop = { slug: 'mine', name: 'Mine', currency: 'CNY', time_zone: 'Asia/Shanghai' };
    expect((await guest.ask('POST', '/api/shops', shop)).json().code).toBe('operator-only');
  });

  it('to somebody with an account asks him to sign in', async () => {
    await openShop(world.platform, 'other');
    const agent = await hire(owner, { slug: 'other', role: 'service-agent', email: 'agent@example.com' });
    const token = tokenOf(await invite('manager', 'agent@example.com'));
    const stranger = new Person(app);
    const taken = await stranger.ask('POST', '/api/invitations/accept', {
      token,
      password: 'stranger takes it',
    });
    expect(taken.json().code).toBe('account-exists');
    expect((await agent.ask('POST', '/api/invitations/accept', { token })).json()).toEqual({ shop: 'a' });
    expect((await agent.ask('GET', '/api/shops')).json().shops.map((it: { role: Role }) => it.role)).toEqual([
      'manager',
      'service-agent',
    ]);
  });

  it('ends when it is withdrawn or a newer one is sent', async () => {
    const first = await invite('analyst', 'twice@example.com');
    const second = await invite('auditor', 'twice@example.com');
    const guest = new Person(app);
    expect((await guest.ask('POST', '/api/invitations/look', { token: tokenOf(first) })).statusCode).toBe(
      404,
    );
    await owner.ask('DELETE', `/api/shops/a/invitations/${second.json().invitation_id}`);
    expect((await guest.ask('POST', '/api/invitations/look', { token: tokenOf(second) })).statusCode).toBe(
      404,
    );
  });

  it('is not for those who work here already', async () => {
    expect((await invite('analyst', ownerEmail)).json()).toMatchObject({
      status: 409,
      code: 'already-member',
    });
  });
});

describe('roles', () => {
  it.each(roles)('%s may do over HTTP what the policy says', async (role) => {
    const member = await hire(owner, { slug: 'a', role });
    const status = async (path: string) => (await member.ask('GET', `/api/shops/a${path}`)).statusCode;
    const wanted = (permission: (typeof policy)['owner'][number]) =>
      policy[role].includes(permission) ? 200 : 403;
    expect(await status('')).toBe(wanted('shop:read'));
    expect(await status('/staff')).toBe(wanted('staff:read'));
    expect(await status('/keys')).toBe(wanted('keys:manage'));
    const invited = { email: `by-${role}@example.com`, role: 'analyst' };
    const answer = await member.ask('POST', '/api/shops/a/invitations', invited);
    expect(answer.statusCode).toBe(policy[role].includes('staff:manage') ? 201 : 403);
  });

  it('change at once, and leave an entry in the audit log', async () => {
    const member = await hire(owner, { slug: 'a', role: 'manager' });
    const userId = await idOf(member);
    expect((await member.ask('GET', '/api/shops/a/keys')).statusCode).toBe(200);
    const changed = await owner.ask('PATCH', `/api/shops/a/staff/${userId}`, { role: 'analyst' });
    expect(changed.statusCode).toBe(204);
    expect((await member.ask('GET', '/api/shops/a/keys')).statusCode).toBe(403);
    const entry = { act: 'staff.change-role', subject: `user:${userId}`, details: { role: 'analyst' } };
    expect(heard.at(-1)).toMatchObject({ ...entry, actor: `user:${await idOf(owner)}` });
  });

  it('end with removal: the shop is gone for him at once', async () => {
    const member = await hire(owner, { slug: 'a', role: 'manager' });
    await owner.ask('DELETE', `/api/shops/a/staff/${await idOf(member)}`);
    expect((await member.ask('GET', '/api/shops/a')).json()).toMatchObject({
      status: 404,
      code: 'shop-not-found',
    });
    expect((await owner.ask('DELETE', `/api/shops/a/staff/${await idOf(member)}`)).json().code).toBe(
      'member-not-found',
    );
  });
});

describe('the last owner', () => {
  it('neither goes nor steps down, also when two go at the same moment', async () => {
    await openShop(world.platform, 'two-owners');
    const second = await hire(owner, { slug: 'two-owners', role: 'owner' });
    const [one, two] = [await idOf(owner), await idOf(second)];
    const both = await Promise.all([
      owner.ask('DELETE', `/api/shops/two-owners/staff/${two}`),
      second.ask('DELETE', `/api/shops/two-owners/staff/${one}`),
    ]);
    expect(both.filter((it) => it.statusCode === 204)).toHaveLength(1);
    const left = both[0]!.statusCode === 204 ? { person: owner, id: one } : { person: second, id: two };
    const url = `/api/shops/two-owners/staff/${left.id}`;
    expect((await left.person.ask('DELETE', url)).json().code).toBe('last-owner');
    expect((await left.person.ask('PATCH', url, { role: 'manager' })).json().code).toBe('last-owner');
  });
});
