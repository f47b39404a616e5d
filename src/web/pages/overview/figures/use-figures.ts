import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import type { Range } from '../range-rules.ts';
import { figuresPath, figuresQuestion } from './figures-question.ts';

/** All key figures in one question. */
export function useFigures(range: Range, isKnown: boolean) {
  const { slug } = useShop();
  return useAsk(figuresPath, figuresQuestion(slug, range), { enabled: isKnown, keep: true });
}

/** The catalogue's own texts; it changes with the program only. */
export function useCatalogue() {
  const { slug: shop } = useShop();
  return useAsk(
    '/api/shops/{shop}/analytics/measures',
    { path: { shop } },
    { fresh: Number.POSITIVE_INFINITY },
  );
}
