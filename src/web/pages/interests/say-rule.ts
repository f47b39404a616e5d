import type { Answer } from '../../client/ask.ts';
import { useFormat } from '../../kit/format/use-format.ts';
import { useInterestWords } from './words.ts';

export type PersonaRule = Answer<'/api/shops/{shop}/analytics/personas'>['personas'][number]['rule'];

/** A rule in sentences: everything that must hold. */
export function useSayRule(): (rule: PersonaRule) => string[] {
  const t = useInterestWords();
  const { share } = useFormat();
  return (it) => {
    const { tiers, words, bands_to: bands, hour_from: from, hour_to: to } = it;
    return [
      ...(tiers === null
        ? []
        : [t('rule-tiers', { tiers: tiers.map((tier) => t(`tier-${tier}`)).join(t('or')) })]),
      ...(words === null || it.word_share === null
        ? []
        : [
            t('rule-words', {
              share: share(it.word_share),
              words: words.slice(0, 8).join(t('or')),
              count: words.length,
            }),
          ]),
      ...(bands === null || it.band_share === null
        ? []
        : [t('rule-bands', { share: share(it.band_share), count: bands })]),
      ...(from === null || to === null || it.hour_share === null
        ? []
        : [t('rule-hours', { share: share(it.hour_share), from: `${from}:00`, to: `${to + 1}:00` })]),
      ...(it.need_share === null ? [] : [t('rule-need', { share: share(it.need_share) })]),
      ...(it.least_acts === 0 ? [] : [t('rule-acts', { count: it.least_acts })]),
    ];
  };
}
