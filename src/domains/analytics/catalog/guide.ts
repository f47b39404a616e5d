import { facts } from '../facts/registry.ts';
import { defaultThresholds, stages } from '../rfm/lifecycle-rules.ts';
import { groups } from '../rfm/rfm-rules.ts';
import { measures } from './catalogue.ts';
import { dimensions, splitDimensions } from './dimensions.ts';
import type { Measure } from './measure.ts';
import { scoreMeasures } from './scored.ts';

/** docs/guides/measures.md, written from the catalogue: a test holds the two together. */
export const guide = (): string =>
  `${[
    head,
    ...measures.map(measureSection),
    dimensionSection(),
    scoreSection(),
    ...scoreMeasures.map(measureSection),
    factSection(),
    rfmSection(),
    stageSection(),
  ].join('\n\n')}\n`;

const head = `# Measures (指标)

Written from the catalogue in \`src/domains/analytics/catalog/\`; change it there (\`UPDATE_GOLDEN=1 npx vitest run
src/domains/analytics/catalog\` rewrites this page).

- Ask with \`shuke metrics --shop S --measure M --from D --to D [--by day|week|month|quarter|year] [--dimension X]\` or
  \`GET /api/shops/S/analytics/metrics\`. \`from\` and \`to\` are inclusive days of the shop's zone; weeks start on Monday. The
  first and last period are cut at \`from\` and \`to\`.
- Money is integer minor units (分) of the shop's currency. Orders, refunds and spend in another currency are in no
  measure; the answer lists how many were left out under \`other_currencies\`.
- Division by nothing is null, never 0. Periods without anything are answered too: 0 for totals, null for ratios.
- Net sales are GMV less refunds, a refund booked on its own day.
- Guests (nobody known bought) count for money and orders, never as customers or buyers.
- Persons who were merged are one customer, in the past too; undoing the merge makes them two again.
- An order is paid when it was paid for more than nothing; it counts on the shop day it was paid.`;

function measureSection(measure: Measure): string {
  const { code, label, definition, unit, better, numerator, denominator, window, refunds } = measure;
  const formula = denominator ? `${numerator.en} / ${denominator.en}` : numerator.en;
  return `## ${code}: ${label.en} (${label.zh})

${definition.en}
${definition.zh}

| | |
|---|---|
| unit | ${unit === 'money' ? 'money, minor units' : unit} |
| value | ${formula} |
| better | ${better} |
| window | ${window.en} |
| refunds | ${refunds.en} |
| counted | ${measure.parts.map(partText).join('; ')} |`;
}

const partText = ({ fact, numerator, denominator }: Measure['parts'][number]): string =>
  [numerator && `\`${numerator}\``, denominator && `/ \`${denominator}\``].filter(Boolean).join(' ') +
  ` over ${fact}`;

const dimensionSection = (): string => `## Dimensions (维度)

Every measure can be split by every dimension, one at a time.

${dimensions.map(({ code, label, definition }) => `- **${code}** ${label.en} (${label.zh}): ${definition.en}\n  ${definition.zh}`).join('\n')}`;

/** Those that not every measure can be split by. */
const others = splitDimensions.filter(({ code }) => !dimensions.some((it) => it.code === code));

const scoreSection = (): string => `## Free questions (自助分析)

*Explore* of the console and \`GET /api/shops/S/explore\` split several of these at once, and by more:

${others.map(({ code, label, definition }) => `- **${code}** ${label.en} (${label.zh}): ${definition.en}\n  ${definition.zh}`).join('\n')}

They also ask the measures below, of what models say of each customer: of one day, so that they know no periods. The answer says as of
which day each model speaks, under \`scores\`.`;

const factSection = (): string => `## What measures are counted over

${Object.values(facts)
  .map(({ name, says }) => `- **${name}**: ${says}`)
  .join('\n')}`;

const rfmSection = (): string => `## RFM

As of the end of any shop day (\`shuke rfm --shop S --as-of D\`), over every known customer with a paid order by then:
recency is days since the last paid order, frequency paid orders, monetary net sales. Each scores 1 to 5, 5 is best.

- **quintile** (default): score = 1 + floor(5 x customers strictly worse / customers). Equal customers score equal, whatever
  order they are stored in; where many are equal (most bought once) a score can be missing.
- **thresholds**: fixed cuts, four each for recency (days, falling), frequency and monetary (rising).

A score is high above the mean score of all buyers of that day (\`cut=mean\`), or from a fixed score up (\`cut=4\`). Names and
places of the groups are those of merchants' own systems (the RFM page of 智慧记's manual, for one):

| group | code | recency | frequency | monetary |
|---|---|---|---|---|
${groups.map(groupRow).join('\n')}

The grid counts customers by recency and frequency score. Moves tell how many customers of each group on one day are in which
on another. Quadrants (高频高额，高频低额，低频高额，低频低额) part buyers by paid orders and net sales: above the median, or from
an own cut up.`;

function groupRow({ name, code, high }: (typeof groups)[number]): string {
  const mark = (letter: string) => (high.includes(letter) ? 'high' : 'low');
  return `| ${name} | ${code} | ${mark('r')} | ${mark('f')} | ${mark('m')} |`;
}

const stageSection = (): string => `## Lifecycle stages (生命周期)

As of the end of any shop day, over every known customer; the first that fits, in this order. Days are set by the shop
(default ${Object.entries(defaultThresholds)
  .map(([name, value]) => `${name} ${value}`)
  .join(', ')}, which these sentences are written with).

${stages.map(stageItem).join('\n')}`;

function stageItem({ code, label, definition }: (typeof stages)[number]): string {
  const { zh, en } = definition(defaultThresholds);
  return `- **${code}** ${label.en} (${label.zh}): ${en}. ${zh}。`;
}
