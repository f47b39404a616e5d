import { registerWords } from '../../kit/words/register-words.ts';
import en from './words.en-US.json';
import zh from './words.zh-CN.json';

export const useTierWords = registerWords('tiers', { zh, en });

const named = ['Product Reviewed', 'Product Shared', 'Product Liked', 'Activity Joined'] as const;

/** A deed of every shop by its name in the reader's language, any other by that of its event. */
export function useDeedName(): (event: string) => string {
  const t = useTierWords();
  return (event) => {
    const known = named.find((it) => it === event);
    return known === undefined ? event : t(`deed-${known}`);
  };
}
