import { type LiftScore, liftScores } from '../../contract/lift.ts';
import { findScoreKind } from '../../contract/score-kinds.ts';
import { conditionsIn } from '../../contract/segment-conditions.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { ok, type Result } from '../../platform/errors.ts';
import { noteBoth, noteReached, readRanges } from '../analytics/index.ts';
import { type Holdout, readHoldout } from '../compliance/index.ts';
import type { PeopleFinder, PeopleView, ViewPageAsk } from '../customers/index.ts';
import { listSegments } from './segment-store.ts';

/** Customers that are noted at once. */
const PIECE = 5_000;

/**
 * The people of a view where something is done to them (`acting`): where scores chose them the universal holdout is left out, and
 * who was reached is noted, with those who would have been, so that what it brought can be measured (`showLift`).
 */
export const measuringActions = (finder: PeopleFinder): PeopleFinder => ({
  ...finder,
  async page(ask) {
    const found = await finder.page(ask);
    if (!found.ok) return found;
    const { people } = found.value;
    const read = new Set(
      await noteRead(
        ask,
        people.map((it) => it.customerId),
      ),
    );
    return ok({ ...found.value, people: people.filter((it) => read.has(it.customerId)) });
  },
  count: async (view) => {
    const measured = await measuredOf(view);
    return finder.count(measured === undefined ? view : without(view, measured.holdout));
  },
  async behind(view, after, limit) {
    const measured = await measuredOf(view);
    if (measured === undefined) return finder.behind(view, after, limit);
    const noted = after === 0 ? await noteHeld(finder, view, measured) : ok(undefined);
    if (!noted.ok) return noted;
    const found = await finder.behind(without(view, measured.holdout), after, limit);
    if (found.ok) await note(view, { ...measured, customerIds: found.value, isHeld: false });
    return found;
  },
});

/**
 * Of a page of a view those whom its reader gets, and notes both sides: where a score chose them, or put them in order, and something is done to
 * them, whoever is held out is not among them.
 */
export async function noteRead(
  view: PeopleView & Partial<Pick<ViewPageAsk, 'byScore'>>,
  customerIds: readonly number[],
): Promise<readonly number[]> {
  const measured = await measuredOf(view);
  if (measured === undefined) return customerIds;
  const { platform, shop, acting } = view;
  return noteBoth({ ...measured, platform, shop, way: acting!, customerIds });
}

interface Measured {
  readonly scores: readonly LiftScore[];
  readonly holdout: Holdout;
}

const without = (view: PeopleView, holdout: Holdout): PeopleView =>
  holdout.share === 0 ? view : { ...view, heldOut: { holdout, only: false } };

/** Undefined: nothing is done to them, or no score chose them. */
async function measuredOf(
  view: PeopleView & Partial<Pick<ViewPageAsk, 'byScore'>>,
): Promise<Measured | undefined> {
  if (view.acting === undefined) return undefined;
  const { shopId } = view.shop;
  return withShop(view.platform.db, shopId, async (tx) => {
    const trees = new Map((await listSegments(tx, shopId)).map((it) => [it.segmentId, it.tree]));
    const codes = [
      ...readRanges(view.filter.score).map(({ code }) => code),
      ...codesOf(view.filter.segment, trees),
      ...(view.byScore === undefined ? [] : [view.byScore]),
    ];
    const models = codes.map((code) => findScoreKind(code)?.model);
    const scores = liftScores.filter((it) => models.includes(it));
    return scores.length === 0 ? undefined : { scores, holdout: await readHoldout(tx, shopId) };
  });
}

type Trees = ReadonlyMap<number, Parameters<typeof conditionsIn>[0]>;

/** Scores that a segment goes by, or one that it asks for; none asks for itself in the end. */
function codesOf(segment: number | undefined, trees: Trees): string[] {
  const tree = segment === undefined ? undefined : trees.get(segment);
  return (tree === undefined ? [] : conditionsIn(tree)).flatMap((it) => {
    if (it.kind === 'score' || it.kind === 'band') return [it.score];
    return it.kind === 'segment' ? codesOf(it.segment, trees) : [];
  });
}

async function noteHeld(
  finder: PeopleFinder,
  view: PeopleView,
  measured: Measured,
): Promise<Result<undefined>> {
  const { holdout } = measured;
  if (holdout.share === 0) return ok(undefined);
  for (let after = 0; ; ) {
    view.signal?.throwIfAborted();
    const found = await finder.behind({ ...view, heldOut: { holdout, only: true } }, after, PIECE);
    if (!found.ok) return found;
    await note(view, { ...measured, customerIds: found.value, isHeld: true });
    if (found.value.length < PIECE) return ok(undefined);
    after = found.value.at(-1)!;
  }
}

async function note(
  { platform, shop, acting }: PeopleView,
  it: Measured & { readonly customerIds: readonly number[]; readonly isHeld: boolean },
): Promise<void> {
  const { customerIds, isHeld } = it;
  for (const score of it.scores)
    await noteReached({ platform, shop, score, way: acting!, customerIds, isHeld });
}
