import { scoresOfModel } from '../../../contract/score-kinds.ts';
import { type SocialView, tieKinds } from '../../../contract/social.ts';
import type { RunOutcome } from '../scores/run-store.ts';
import type { Drift, ModelWork, ScoreModel } from '../scores/score-model.ts';
import type { ScoreRow } from '../scores/write-scores.ts';
import { askSpan } from '../value/ask-purchases.ts';
import { valueModel } from '../value/value-model.ts';
import { type Influence, influenceOf } from './cascade-rules.ts';
import { type Communities, findCommunities } from './find-communities.ts';
import { type BroughtBy, countTies, readBrought, readPairs } from './read-ties.ts';
import { ENOUGH_WON, LEAST_COMMUNITY, reachRanges, socialSettingsOf } from './social-rules.ts';

/** Of the method: figures of another version are not comparable. */
const version = 2;

/** What a run found, for its page: `findings` of the run. Names nobody. */
export type SocialFindings = Omit<SocialView, 'currency' | 'run' | 'most' | 'largest'>;

/** Who brings whom, and who belongs together. Nothing is learnt: every run counts anew. */
export const socialModel: ScoreModel = {
  name: 'social',
  version,
  label: { zh: '社交关系', en: 'Social graph' },
  scores: scoresOfModel('social'),
  async ready(asking, until) {
    const ready = await valueModel.ready(asking, until);
    const size = ready === null ? 0 : await countTies(asking);
    return ready === null || size === 0 ? null : { day: ready.day, size };
  },
  run,
};

async function run(work: ModelWork): Promise<RunOutcome & { readonly drift: Drift }> {
  const { asking, run, settings } = work;
  const { window_days: windowDays } = socialSettingsOf(settings);
  const asked = { asOf: run.asOf, windowDays };
  await work.progress(0, 3);
  const brought = await readBrought(asking, asked);
  const influence = await influenceOf(brought);
  await work.progress(1, 3);
  const pairs = await readPairs(asking, asked);
  const communities = await findCommunities(pairs);
  await work.progress(2, 3);
  const members = membersOf(communities);
  await work.write(batches(influence, members));
  const findings: SocialFindings = {
    ...{ window_days: windowDays, ...totalsOf(brought, influence) },
    ...{ tied: communities.customers.length, pairs: pairs.ones.length },
    modularity: communities.modularity,
    communities: members.size,
  };
  const first = (await askSpan(asking, run.asOf))?.first ?? run.asOf;
  return {
    ...{ fittedBy: run.runId, trainedFrom: first, trainedTo: run.asOf, sampleSize: findings.tied },
    ...{ findings, parameters: {}, errors: null, confidence: findings.won < ENOUGH_WON ? 'low' : 'usual' },
    drift: { psi: null, error: null },
  };
}

/** Customers of each community of enough. */
function membersOf({ customers, community }: Communities): Map<number, number[]> {
  const all = Map.groupBy(customers.keys(), (n) => community[n]!);
  return new Map(
    [...all]
      .filter(([, places]) => places.length >= LEAST_COMMUNITY)
      .map(([number, places]) => [number, places.map((n) => customers[n]!)]),
  );
}

async function* batches(
  influence: ReadonlyMap<number, Influence>,
  members: ReadonlyMap<number, readonly number[]>,
): AsyncGenerator<ScoreRow[]> {
  for (const [customerId, { reach, conversions, value }] of influence)
    yield [
      { code: 'influence-reach', customerId, value: reach },
      { code: 'influence-conversions', customerId, value: conversions },
      { code: 'influence-value', customerId, value },
    ];
  for (const [community, customers] of members)
    yield customers.map((customerId) => ({ code: 'community', customerId, value: community }));
}

function totalsOf(brought: readonly BroughtBy[], influence: ReadonlyMap<number, Influence>) {
  const fresh = brought.filter((it) => it.isNew);
  const reach = reachRanges.map(({ from, to }) => ({
    ...{ from, to },
    customers: [...influence.values()].filter((it) => it.reach >= from && it.reach <= (to ?? Infinity))
      .length,
  }));
  const by_kind = tieKinds.map((kind) => ({
    kind,
    ...sumsOf(fresh.filter((it) => it.kind === kind)),
  }));
  return { bringers: influence.size, ...sumsOf(fresh), by_kind, reach };
}

const sumsOf = (some: readonly BroughtBy[]) => ({
  ...{ brought: some.length, won: some.filter((it) => it.isWon).length },
  value: some.reduce((sum, { worth }) => sum + worth, 0),
});
