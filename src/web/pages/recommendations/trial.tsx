import { InputNumber, Segmented } from 'antd';
import { type Place, places } from '../../../contract/recommendations.ts';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Money } from '../../kit/figures.tsx';
import { useView } from '../../kit/list/view.ts';
import kit from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import styles from './recommendations.module.css';
import { useRecommendationWords } from './words.ts';

const path = '/api/shops/{shop}/recommendations' as const;
type List = Answer<typeof path>;

const viewDefaults = { customer: '', place: 'home', products: '' };

const numberOr = (text: string): number | null => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : null);

/** What a customer would be shown in a place, as the shop's own pages get it. */
export function Trial() {
  const t = useRecommendationWords();
  const { slug: shop } = useShop();
  const [view, onChange] = useView(viewDefaults);
  const [customer, product] = [numberOr(view.customer), numberOr(view.products)];
  const query = useAsk(
    path,
    {
      path: { shop },
      query: {
        ...{ place: view.place as Place, limit: 10, bought: false },
        ...(customer !== null && { customer }),
        ...(product !== null && { products: String(product) }),
      },
    },
    { keep: true },
  );
  const set = (name: 'customer' | 'products') => (value: number | null) =>
    onChange({ [name]: value === null ? '' : String(value) });
  return (
    <Section title={t('trial')} extra={<span className={kit.hint}>{t('trial-hint')}</span>}>
      <div className={styles.controls}>
        <Segmented
          aria-label={t('place')}
          value={view.place}
          onChange={(place) => onChange({ place })}
          options={places.map((value) => ({ value: value as string, label: t(`place-${value}`) }))}
        />
        <NumberField name={t('customer')} value={customer} onChange={set('customer')} />
        {view.place !== 'home' && (
          <NumberField name={t('beside')} value={product} onChange={set('products')} />
        )}
      </div>
      <QueryState query={query}>{(list) => <Served list={list} />}</QueryState>
    </Section>
  );
}

interface NumberProps {
  readonly name: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

const NumberField = ({ name, value, onChange }: NumberProps) => (
  <InputNumber
    {...{ value, onChange, min: 1, max: 999_999_999, precision: 0 }}
    aria-label={name}
    placeholder={name}
    className={styles.number}
  />
);

/** Where no mix beats popularity, a customer's own list is what is popular less what they have. */
function whyOf({ why_plain: plain, products }: List) {
  if (plain !== null) return `plain-${plain}` as const;
  return products.every(({ method }) => method === 'popular') ? 'is-popular' : 'is-personal';
}

function Served({ list }: { readonly list: List }) {
  const t = useRecommendationWords();
  if (list.products.length === 0) return <p className="muted">{t('nothing-to-show')}</p>;
  return (
    <>
      <p className={kit.hint}>{t(whyOf(list))}</p>
      <div className={kit.scroll}>
        <table className={kit.table}>
          <thead>
            <tr>
              <th scope="col">{t('product')}</th>
              <th scope="col">{t('price')}</th>
              <th scope="col" className={kit.words}>
                {t('why')}
              </th>
            </tr>
          </thead>
          <tbody>
            {list.products.map((it) => (
              <tr key={it.product}>
                <th scope="row">{it.title || t('number', { id: it.product })}</th>
                <td>{it.price === null ? '–' : <Money value={it.price} />}</td>
                <td className={kit.words}>
                  {t(`method-${it.method}`)}
                  {it.because &&
                    ` · ${t('because', { title: it.because.title || `#${it.because.product}` })}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
