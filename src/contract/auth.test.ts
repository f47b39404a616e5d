import { describe, expect, it } from 'vitest';
import { masking, permissions, permissionTexts, policy, roles, scopes } from './auth.ts';

/** One mark a cell: who may what. Read it as the merchant would; a change of policy is a change of this table. */
const golden = `
                    owner manager marketer service-agent analyst auditor
analytics:read      +     +       +        .             +       +
audit:read          +     +       .        .             .       +
compliance:read     +     +       .        .             .       +
compliance:write    +     +       .        .             .       .
customers:merge     +     +       .        +             .       .
customers:read      +     +       +        +             +       +
customers:unmask    +     +       .        +             .       .
customers:write     +     +       +        +             .       .
dictionary:write    +     +       .        .             .       .
events:read         +     +       +        +             +       +
export:personal     +     +       .        .             .       .
imports:read        +     +       +        .             +       +
imports:write       +     +       .        .             .       .
keys:manage         +     +       .        .             .       .
members:link        +     +       .        +             .       .
messages:manage     +     +       +        .             .       .
messages:read       +     +       +        +             +       +
messages:write      +     +       +        +             .       .
models:write        +     +       +        .             .       .
orders:read         +     +       +        +             +       +
orders:write        +     +       .        .             .       .
plus:manage         +     +       .        .             .       .
plus:read           +     +       +        +             +       +
plus:write          +     +       .        +             .       .
points:adjust       +     +       +        +             .       .
points:manage       +     +       .        .             .       .
points:read         +     +       +        +             +       +
points:write        +     +       .        +             .       .
products:read       +     +       +        +             +       +
products:write      +     +       .        .             .       .
recommendations:read +    +       +        +             +       +
segments:read       +     +       +        .             +       +
segments:write      +     +       +        .             .       .
shop:manage         +     +       .        .             .       .
shop:read           +     +       +        +             +       +
spend:read          +     +       +        .             +       +
spend:write         +     +       +        .             .       .
staff:manage        +     .       .        .             .       .
staff:read          +     +       .        .             .       +
tiers:manage        +     +       .        .             .       .
tiers:read          +     +       +        +             +       +
`;

function tableOfPolicy(): string[][] {
  const rows = permissions.map((it) => [it, ...roles.map((role) => (policy[role].includes(it) ? '+' : '.'))]);
  return [[...roles], ...rows];
}

describe('the policy', () => {
  it('is this table', () => {
    const wanted = golden.trim().split('\n');
    expect(tableOfPolicy()).toEqual(wanted.map((line) => line.trim().split(/\s+/)));
  });

  it('lets the auditor and the analyst change nothing', () => {
    const changing = /:(write|manage|merge|unmask|personal)$/;
    expect([...policy.auditor, ...policy.analyst].filter((it) => changing.test(it))).toEqual([]);
  });

  it('lets no key make keys, see staff or change the shop', () => {
    expect(permissions.filter((it) => !scopes.includes(it))).toEqual([
      'keys:manage',
      'shop:manage',
      'staff:manage',
      'staff:read',
    ]);
  });

  it('has two sentences for every permission and a masking for every role, none of them clear', () => {
    for (const { zh, en } of Object.values(permissionTexts)) expect([zh, en].every(Boolean)).toBe(true);
    expect(masking).toEqual({
      owner: 'masked',
      manager: 'masked',
      marketer: 'masked',
      'service-agent': 'masked',
      analyst: 'hidden',
      auditor: 'masked',
    });
  });
});
