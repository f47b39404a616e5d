import type { Text } from '../../../platform/errors.ts';
import { quadrants } from './ask-quadrants.ts';
import { stages } from './lifecycle-rules.ts';
import { groups, labelOf } from './rfm-rules.ts';

/** What a customer's place in the shop is told by: columns of table `people`. */
type StandingOf = 'quadrant' | 'stage' | 'rfm_group';

const quadrantWords: Readonly<Record<string, string>> = {
  'often-much': 'often, much',
  'often-little': 'often, little',
  'seldom-much': 'seldom, much',
  'seldom-little': 'seldom, little',
};

const labels: Readonly<Record<StandingOf, ReadonlyMap<string, Text>>> = {
  quadrant: new Map(quadrants.map(({ code, name }) => [code, { zh: name, en: quadrantWords[code]! }])),
  stage: new Map(stages.map(({ code, label }) => [code, label])),
  rfm_group: new Map(groups.map((group) => [group.code, labelOf(group)])),
};

/** Labels of quadrants, stages or RFM groups, by code. */
export const standingLabels = (of: StandingOf): ReadonlyMap<string, Text> => labels[of];
