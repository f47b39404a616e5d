import { Segmented, Select } from 'antd';
import { Link } from 'react-router';
import { writeBehaviour } from '../../../contract/behaviour-people.ts';
import { placesOf } from '../../../contract/currency.ts';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { customersAddress } from '../../kit/customers-address.ts';
import { useDays } from '../../kit/days-choice.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { Meaning } from '../../kit/meaning.tsx';
import { Section } from '../../kit/page/section.tsx';
import { Empty } from '../../kit/state/empty.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { oneOf, withins } from './path-view.ts';
import styles from './paths.module.css';
import { SaveCsv } from './save-csv.tsx';
import type { TabProps } from './tab-props.ts';
import { usePathWords } from './words.ts';

type DropOffAnswer = Answer<'/api/shops/{shop}/analytics/drop-off'>;

const kinds = ['carted', 'browsed'] as const;

/** Who looked or filled a cart and did not pay: people, products, and what they are worth. */
export function DropOff({ view, change }: TabProps) {
  const t = usePathWords();
  const { slug: shop } = useShop();
  const kind = oneOf(kinds, view.kind, 'carted');
  const question = { ...useDays(view.days), kind, within: oneOf(withins, view.within, '7d') };
  const answer = useAsk(
    '/api/shops/{shop}/analytics/drop-off',
    { path: { shop }, query: question },
    { keep: true },
  );
  return (
    <Section
      title={
        <>
          {t('tab-drop-off')}
          <Meaning title={t('tab-drop-off')} text={t('drop-off-meaning')} />
        </>
      }
      extra={
        <span className={styles.extra}>
          <Segmented
            aria-label={t('kind')}
            value={kind}
            onChange={(it) => change({ kind: it })}
            options={kinds.map((value) => ({ value, label: t(`kind-${value}`) }))}
          />
          <Select
            aria-label={t('within')}
            value={question.within}
            onChange={(within) => change({ within })}
            options={withins.map((value) => ({
              value,
              label: t('within-n', { count: Number.parseInt(value, 10) }),
            }))}
          />
          <SaveDropOff answer={answer.data} />
        </span>
      }
    >
      <QueryState
        query={answer}
        empty={({ customers }) =>
          customers === 0 ? <Empty title={t(`nobody-${kind}`)} hint={t('no-events-hint')} /> : undefined
        }
      >
        {(data) => <Left answer={data} question={question} />}
      </QueryState>
    </Section>
  );
}

function SaveDropOff({ answer }: { readonly answer: DropOffAnswer | undefined }) {
  const t = usePathWords();
  const { currency } = useShop();
  const unit = 10 ** placesOf(currency);
  const rows = answer?.products.map((it) => [it.product_id, it.title, it.customers, it.value / unit]);
  return (
    <SaveCsv
      name={t('tab-drop-off')}
      heads={[t('product-number'), t('product'), t('customers'), t('value-in', { currency })]}
      rows={rows}
    />
  );
}

interface LeftProps {
  readonly answer: DropOffAnswer;
  readonly question: {
    readonly from: string;
    readonly to: string;
    readonly kind: string;
    readonly within: string;
  };
}

function Left({ answer, question }: LeftProps) {
  const t = usePathWords();
  const { number, money, share } = useFormat();
  const { slug: shop } = useShop();
  const people = (more: { state: string; product?: number }) =>
    customersAddress(shop, { behaviour: writeBehaviour('drop-off', { ...question, ...more }) });
  return (
    <>
      <dl className={styles.figures}>
        {(['dropped', 'waiting', 'bought'] as const).map((state) => (
          <div key={state}>
            <dt>{t(`state-${state}`)}</dt>
            <dd>
              <Link to={people({ state })}>{number(answer[state])}</Link>{' '}
              <small className="muted">{share(answer[state] / answer.customers)}</small>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('at-stake')}</dt>
          <dd>{money(answer.value, true)}</dd>
        </div>
      </dl>
      <Products answer={answer} people={people} />
    </>
  );
}

interface ProductsProps {
  readonly answer: DropOffAnswer;
  readonly people: (more: { state: string; product?: number }) => string;
}

function Products({ answer, people }: ProductsProps) {
  const t = usePathWords();
  const { number, money } = useFormat();
  if (answer.products.length === 0) return null;
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {(['product', 'customers', 'at-stake'] as const).map((it) => (
              <th key={it} scope="col">
                {t(it)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.products.map((it) => (
            <tr key={it.product_id}>
              <th scope="row">{it.title || (it.product_id === 0 ? t('no-product') : `#${it.product_id}`)}</th>
              <td>
                {it.product_id === 0 ? (
                  number(it.customers)
                ) : (
                  <Link to={people({ state: 'dropped', product: it.product_id })}>
                    {number(it.customers)}
                  </Link>
                )}
              </td>
              <td>{money(it.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {answer.more_products && (
        <p className="muted">{t('more-products', { count: answer.products.length })}</p>
      )}
    </div>
  );
}
