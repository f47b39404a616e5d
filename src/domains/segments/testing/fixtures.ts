import type { ConditionKindName } from '../../../contract/segment-conditions.ts';
import { alike } from './fixtures/alike.ts';
import { anniversary } from './fixtures/anniversary.ts';
import { band } from './fixtures/band.ts';
import { birthday } from './fixtures/birthday.ts';
import { consent } from './fixtures/consent.ts';
import { event } from './fixtures/event.ts';
import type { Fixture } from './fixtures/fixture.ts';
import { list } from './fixtures/list.ts';
import { orders } from './fixtures/orders.ts';
import { plus } from './fixtures/plus.ts';
import { points } from './fixtures/points.ts';
import { random } from './fixtures/random.ts';
import { score } from './fixtures/score.ts';
import { seen } from './fixtures/seen.ts';
import { segment } from './fixtures/segment.ts';
import { sequence } from './fixtures/sequence.ts';
import { standing } from './fixtures/standing.ts';
import { tag } from './fixtures/tag.ts';
import { tie } from './fixtures/tie.ts';
import { trait } from './fixtures/trait.ts';

/** Fixtures of every kind of condition: a kind without is no program. */
export const fixtures: { readonly [K in ConditionKindName]: readonly Fixture<K>[] } = {
  alike,
  anniversary,
  band,
  birthday,
  consent,
  event,
  list,
  orders,
  plus,
  points,
  random,
  score,
  seen,
  segment,
  sequence,
  standing,
  tag,
  tie,
  trait,
};
