import type { Condition, ConditionKindName } from '../../contract/segment-conditions.ts';
import { alike } from './conditions/alike.ts';
import { anniversary } from './conditions/anniversary.ts';
import { band } from './conditions/band.ts';
import { birthday } from './conditions/birthday.ts';
import type { ConditionKind, Kind } from './conditions/condition-kind.ts';
import { consent } from './conditions/consent.ts';
import { event } from './conditions/event.ts';
import { list } from './conditions/list.ts';
import { orders } from './conditions/orders.ts';
import { plus } from './conditions/plus.ts';
import { points } from './conditions/points.ts';
import { random } from './conditions/random.ts';
import { score } from './conditions/score.ts';
import { seen } from './conditions/seen.ts';
import { segment } from './conditions/segment.ts';
import { sequence } from './conditions/sequence.ts';
import { standing } from './conditions/standing.ts';
import { tag } from './conditions/tag.ts';
import { tie } from './conditions/tie.ts';
import { trait } from './conditions/trait.ts';

/** Every kind of condition there is; the order is that of the console. */
const kinds: { readonly [K in ConditionKindName]: ConditionKind<K> } = {
  ...{ event, sequence, orders, trait, tag, seen },
  ...{ standing, score, band, points, plus, tie, birthday, anniversary, consent },
  ...{ segment, alike, list, random },
};

/** The kind of a condition, to be given that condition and no other. */
export const kindOf = ({ kind }: Pick<Condition, 'kind'>): Kind<Condition> => kinds[kind];

/** All of them, for whoever lists them. */
export const conditionKindList: readonly Kind<Condition>[] = Object.values(kinds);
