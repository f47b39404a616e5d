import { formatInstant } from '../../kit/format/dates.ts';
import { useLanguage } from '../../kit/words/language.ts';

/** An instant outside any shop: on the reader's own clock. */
export function When({ at }: { readonly at: string }) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const text = formatInstant(at, { language: useLanguage(), zone, seconds: true });
  return (
    <time className="figures" dateTime={at} title={zone}>
      {text}
    </time>
  );
}
