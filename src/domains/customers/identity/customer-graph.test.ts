import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GraphPerson, openGraph } from './customer-graph.ts';
import { pairKey, pairOf } from './graph-store.ts';
import { SlowGraph } from './slow-graph.ts';

const COUNT = 9;
const ids = Array.from({ length: COUNT }, (_, n) => n + 1);
const person = fc.integer({ min: 1, max: COUNT });
const pair = fc
  .tuple(person, person)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => pairOf(a, b));
const unique = { selector: pairKey, maxLength: 12 };

const start = fc.record({
  strengths: fc.array(fc.constantFrom('account' as const, 'account' as const, 'device' as const), {
    minLength: COUNT,
    maxLength: COUNT,
  }),
  manual: fc.uniqueArray(pair, unique),
  nevers: fc.uniqueArray(pair, { ...unique, maxLength: 3 }),
  claimed: fc.uniqueArray(pair, { ...unique, maxLength: 30 }),
  most: fc.integer({ min: 1, max: 3 }),
});

describe('the customer graph', () => {
  it('decides as the slow and obvious one, join by join', () => {
    fc.assert(
      fc.property(start, ({ strengths, manual, nevers, claimed, most }) => {
        const persons = ids.map(
          (personId, i): GraphPerson => ({ personId, strength: strengths[i]!, quarantined: false }),
        );
        const slow = new SlowGraph(most);
        slow.persons.push(...persons);
        slow.joins = manual.map((it) => ({ ...it, manual: true }));
        slow.nevers = nevers.filter((it) => !slow.component(it.a).has(it.b));
        const graph = openGraph({ persons, joins: slow.joins, nevers: slow.nevers }, most);
        for (const { a, b } of claimed) {
          if (graph.hasEdge(a, b)) continue;
          expect(graph.join(a, b), `${a}-${b}`).toBe(slow.join(a, b));
          expect(ids.map(graph.customerOf)).toEqual(ids.map((it) => slow.customerOf(it)));
          expect(graph.quarantined).toEqual(slow.quarantined);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never joins what is kept apart, nor two accounts over a device', () => {
    fc.assert(
      fc.property(start, ({ strengths, nevers, claimed }) => {
        const persons = ids.map(
          (personId, i): GraphPerson => ({ personId, strength: strengths[i]!, quarantined: false }),
        );
        const graph = openGraph({ persons, joins: [], nevers });
        const accounts = claimed.filter(
          ({ a, b }) => strengths[a - 1] === 'account' && strengths[b - 1] === 'account',
        );
        const byAccounts = openGraph({ persons, joins: [], nevers });
        for (const { a, b } of accounts) byAccounts.join(a, b);
        for (const { a, b } of [...accounts, ...claimed]) if (!graph.hasEdge(a, b)) graph.join(a, b);
        for (const { a, b } of nevers) expect(graph.customerOf(a)).not.toBe(graph.customerOf(b));
        const known = ids.filter((it) => strengths[it - 1] === 'account');
        for (const a of known)
          for (const b of known)
            expect(graph.customerOf(a) === graph.customerOf(b)).toBe(
              byAccounts.customerOf(a) === byAccounts.customerOf(b),
            );
      }),
    );
  });
});
