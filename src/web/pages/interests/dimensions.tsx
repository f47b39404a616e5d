import { writeBehaviour } from '../../../contract/behaviour-people.ts';
import type { Answer } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { customersAddress } from '../../kit/customers-address.ts';
import { Num } from '../../kit/figures.tsx';
import { Bars } from '../../kit/interests/bars.tsx';
import { useInterestName } from '../../kit/interests/use-interest-name.ts';
import { Meaning } from '../../kit/meaning.tsx';
import { Section } from '../../kit/page/section.tsx';
import styles from './interests.module.css';
import { useInterestWords } from './words.ts';

type Interests = Answer<'/api/shops/{shop}/analytics/interests'>;

/** Bars of a card. */
const SHOWN = 10;

/** How many customers like what most: one card a dimension, each bar with its people. */
export function Dimensions({ answer }: { readonly answer: Interests }) {
  return (
    <div className={styles.cards}>
      {answer.dimensions
        .filter((it) => it.values.length > 0)
        .toSorted((a, b) => Number(a.dimension === 'hour') - Number(b.dimension === 'hour'))
        .map((it) => (
          <div key={it.dimension} className={it.dimension === 'hour' ? styles.wide : undefined}>
            <Dimension it={it} answer={answer} />
          </div>
        ))}
    </div>
  );
}

interface DimensionProps {
  readonly it: Interests['dimensions'][number];
  readonly answer: Interests;
}

function Dimension({ it: { dimension, values }, answer }: DimensionProps) {
  const t = useInterestWords();
  const shop = useShop();
  const nameOf = useInterestName(answer.bands);
  const most = Math.max(...values.map((it) => it.customers));
  const href = (value: string) =>
    customersAddress(shop.slug, {
      behaviour: writeBehaviour('interest', { dimension, value, as_of: answer.as_of }),
    });
  // Prices and hours have an order of their own.
  const isOrdered = dimension === 'price' || dimension === 'hour';
  const shown = isOrdered
    ? values.toSorted((a, b) => Number(a.value) - Number(b.value))
    : values.slice(0, SHOWN);
  return (
    <Section
      title={
        <>
          {t(`dimension-${dimension}`)}{' '}
          <Meaning title={t(`dimension-${dimension}`)} text={t(`means-${dimension}`)} />
        </>
      }
    >
      <Bars
        side={dimension === 'hour'}
        bars={shown.map((it) => ({
          ...{ key: it.value, name: nameOf(dimension, it.value), length: it.customers / most },
          figure: <Num value={it.customers} />,
          ...(shop.may('customers:read') && { href: href(it.value) }),
        }))}
      />
    </Section>
  );
}
