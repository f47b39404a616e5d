import { scoreKinds } from '../../../../contract/score-kinds.ts';
import type { Condition } from '../../../../contract/segment-conditions.ts';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { useText } from '../../../kit/words/language.ts';
import { listsPath, segmentsPath } from '../segments.ts';

const KEEP = 300_000;

/** Kinds of conditions, in the order of the server. */
export function useKinds() {
  const { slug: shop } = useShop();
  const { data } = useAsk('/api/shops/{shop}/segments/kinds', { path: { shop } }, { fresh: KEEP });
  return data?.kinds ?? [];
}

export type ListedAs = 'trait' | 'segment' | 'list' | 'plan' | 'score' | 'codes';

interface Option {
  readonly value: string | number;
  readonly label: string;
}

/** Choices of an argument. */
export function useListed(as: ListedAs, condition: Condition): readonly Option[] {
  const lists: Readonly<Record<ListedAs, readonly Option[]>> = {
    trait: useTraits(as === 'trait'),
    segment: useSegments(as === 'segment'),
    list: useLists(as === 'list'),
    plan: usePlans(as === 'plan'),
    score: useScores(),
    codes: useCodes(condition),
  };
  return lists[as];
}

function useTraits(enabled: boolean): readonly Option[] {
  const { slug: shop } = useShop();
  const say = useText();
  const { data } = useAsk(
    '/api/shops/{shop}/customers/dictionary',
    { path: { shop } },
    { enabled, fresh: KEEP },
  );
  const ordinary = (data?.traits ?? []).filter((it) => it.class === 'ordinary');
  return ordinary.map((it) => ({ value: it.name, label: say(it.label) }));
}

function useSegments(enabled: boolean): readonly Option[] {
  const { slug: shop } = useShop();
  const { data } = useAsk(segmentsPath, { path: { shop } }, { enabled, fresh: 5_000 });
  return (data?.segments ?? []).map((it) => ({ value: it.segment_id, label: it.name }));
}

function useLists(enabled: boolean): readonly Option[] {
  const { slug: shop } = useShop();
  const { data } = useAsk(listsPath, { path: { shop } }, { enabled, fresh: 5_000 });
  return (data?.lists ?? []).map((it) => ({ value: it.list_id, label: it.name }));
}

function usePlans(enabled: boolean): readonly Option[] {
  const shop = useShop();
  const say = useText();
  const path = { shop: shop.slug };
  const asked = { enabled: enabled && shop.may('plus:read'), fresh: KEEP };
  const { data } = useAsk('/api/shops/{shop}/plus/plans', { path }, asked);
  return (data?.plans ?? []).map((it) => ({ value: it.plan_id, label: say(it.terms.name) }));
}

function useScores(): readonly Option[] {
  const say = useText();
  return scoreKinds.map((it) => ({ value: it.code, label: say(it.label) }));
}

/** Codes of the standing that is asked for. */
function useCodes(condition: Condition): readonly Option[] {
  const { slug: shop } = useShop();
  const say = useText();
  const enabled = condition.kind === 'standing';
  const { data } = useAsk('/api/shops/{shop}/segments/kinds', { path: { shop } }, { enabled, fresh: KEEP });
  const own = condition.kind === 'standing' ? (data?.standings[condition.of] ?? []) : [];
  return own.map((it) => ({ value: it.code, label: say(it.label) }));
}
