import { useForecastWords } from './words.ts';

const models = ['seasonal-naive', 'theta', 'ets', 'tsb', 'category-share'] as const;

/** How a model is called; one that this page does not know goes by its own name. */
export function useModelName(): (model: string) => string {
  const t = useForecastWords();
  return (model) => {
    const known = models.find((it) => it === model);
    return known === undefined ? model : t(`model-${known}`);
  };
}
