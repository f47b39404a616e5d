import { formatInstant } from '../../kit/format/dates.ts';
import { useLanguage } from '../../kit/words/language.ts';

/** An instant outside any shop: on the reader's own clock. */
export function When({ at }: { readonly at: string }) {
  const zone = ownZone();
  const text = formatInstant(at, { language: useLanguage(), zone, seconds: true });
  return (
    <time className="figures" dateTime={at} title={zone}>
      {text}
    </time>
  );
}

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A sentence of the server with its instants (ISO 8601, UTC) on the reader's own clock. */
export function useInstants(): (sentence: string) => string {
  const language = useLanguage();
  const how = { language, zone: ownZone(), seconds: true };
  return (sentence) =>
    sentence.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (at) => formatInstant(at, how));
}
