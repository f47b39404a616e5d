import { useShop } from '../client/me.ts';
import {
  type Better,
  type Change as ChangeOf,
  directionOf,
  formatChange,
  verdictOf,
} from './format/change.ts';
import { formatDay, formatInstant } from './format/dates.ts';
import { formatMoney, formatNumber, formatRatio } from './format/numbers.ts';
import { useLanguage } from './words/language.ts';
import { useKitWords } from './words.ts';

/** Figures and times inside a shop, in its currency and zone and the reader's language. */

interface FigureProps {
  readonly value: number | null;
  /** 万 and 亿, K and M; the whole figure stands in the tooltip. */
  readonly compact?: boolean;
}

export function Money({ value, compact = false, currency }: FigureProps & { readonly currency?: string }) {
  const language = useLanguage();
  const shop = useShop();
  const how = { currency: currency ?? shop.currency, language };
  const text = formatMoney(value, { ...how, compact });
  return (
    <span className="figures" {...(compact && { title: formatMoney(value, how) })}>
      {text}
    </span>
  );
}

export function Num({ value, compact = false }: FigureProps) {
  const language = useLanguage();
  return (
    <span className="figures" {...(compact && { title: formatNumber(value, language) })}>
      {formatNumber(value, language, compact)}
    </span>
  );
}

/** A share, with its decimal also where it is nought: figures of a column end alike. */
export function Share({ value }: Pick<FigureProps, 'value'>) {
  return <span className="figures">{formatRatio(value, useLanguage(), true)}</span>;
}

/** A shop day. */
export function Day({ day }: { readonly day: string }) {
  return (
    <time className="figures" dateTime={day}>
      {formatDay(day, useLanguage())}
    </time>
  );
}

/** An instant, on the shop's clock. */
export function Instant({ at, seconds = false }: { readonly at: string; readonly seconds?: boolean }) {
  const zone = useShop().time_zone;
  const text = formatInstant(at, { language: useLanguage(), zone, seconds });
  return (
    <time className="figures" dateTime={at} title={zone}>
      {text}
    </time>
  );
}

const looks = { up: 'rising', down: 'falling', flat: 'steady' } as const;
const arrows = { up: '▲', down: '▼', flat: '' } as const;

interface ChangeProps {
  readonly change: ChangeOf;
  readonly better: Better;
}

/**
 * A change with its direction as an arrow and in words: colour alone says nothing to one man in twelve. The style sheet
 * colours Chinese by direction (rising red) and English by verdict (good green).
 */
export function Change({ change, better }: ChangeProps) {
  const language = useLanguage();
  const t = useKitWords();
  const direction = directionOf(change);
  const spoken = { up: t('change-rising'), down: t('change-falling'), flat: '' }[direction];
  return (
    <span className={`${looks[direction]} ${verdictOf(direction, better)}`}>
      <span aria-hidden="true">{arrows[direction]}</span>
      <span className="unseen">{spoken}</span> {formatChange(change, language)}
    </span>
  );
}
