import { userInfo } from 'node:os';
import { expect, test } from 'vitest';
import { cliActor, ownUser } from './actor.ts';

test('who acts from the command line is the account of the machine', () => {
  expect(cliActor(ownUser())).toBe(`cli:${userInfo().username}`);
});

test('a name from a client stays one word of the log', () => {
  expect(cliActor('SHOP\\mei li')).toBe('cli:SHOP-mei-li');
  expect(cliActor('mei@example.com')).toBe('cli:mei-example.com');
  expect(cliActor('x'.repeat(99))).toHaveLength(68);
  expect([cliActor(undefined), cliActor(7), cliActor('')]).toEqual(['cli', 'cli', 'cli']);
});
