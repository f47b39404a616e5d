import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { useFormat } from '../../kit/format/use-format.ts';
import { combinedAddress } from './editor/combined.ts';
import { useSegmentWords } from './words.ts';

interface PartOfProps {
  readonly within: readonly number[];
  /** Of no other segment. */
  readonly without?: readonly number[];
  readonly customers: number;
  /** Said behind the number. */
  readonly share?: string;
}

/** How many customers lie in a part of segments, and the way to make that part a segment of its own. */
export function PartOf({ within, without = [], customers, share }: PartOfProps) {
  const t = useSegmentWords();
  const shop = useShop();
  const { number } = useFormat();
  const said = share === undefined ? number(customers) : `${number(customers)} (${share})`;
  if (!shop.may('segments:write') || customers === 0) return said;
  const to = `/shops/${shop.slug}/segments/new?${combinedAddress(within, without)}`;
  return (
    <Link to={to} title={t('make-of-part')}>
      {said}
    </Link>
  );
}
