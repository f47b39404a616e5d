import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';

export const modelsPath = '/api/shops/{shop}/analytics/models' as const;

export type Run = NonNullable<Answer<typeof modelsPath>['models'][number]['open']>;

/** How often a run under way is looked at, ms. */
const LOOK = 1_000;

/** Where a model stands: the run that counts, and the one under way, which is watched. */
export function useModel(model: string) {
  const { slug: shop } = useShop();
  const params = { path: { shop } };
  const of = (answer: Answer<typeof modelsPath> | undefined) =>
    answer?.models.find((it) => it.model === model);
  const first = useAsk(modelsPath, params, { fresh: 0 });
  const isOpen = of(first.data)?.open != null;
  const query = useAsk(modelsPath, params, { fresh: 0, every: isOpen ? LOOK : false });
  return { ...query, data: of(query.data) };
}
