import { Link } from 'react-router';
import { findScoreKind } from '../../../contract/score-kinds.ts';
import { useShop } from '../../client/me.ts';
import { customersAddress } from '../../kit/customers-address.ts';
import { Money, Num, Share } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import kit from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import { useText } from '../../kit/words/language.ts';
import styles from './value.module.css';
import type { Value } from './value.ts';
import { useValueWords } from './words.ts';

const kind = findScoreKind('value-band')!;

/** High, mid and low: how many they are, what they bring, and the way to them. */
export function Bands({ value }: { readonly value: Value }) {
  const t = useValueWords();
  const { settings, totals } = value;
  const { share } = useFormat();
  const cuts = { high: share(settings.high_cut), mid: share(settings.mid_cut) };
  return (
    <Section
      title={t('bands')}
      extra={<span className={kit.hint}>{t(`rule-${settings.bands_by}`, cuts)}</span>}
    >
      <table className={kit.table}>
        <thead>
          <tr>
            <th scope="col">{t('band')}</th>
            <th scope="col">{t('customers')}</th>
            <th scope="col">{t('share-customers')}</th>
            <th scope="col">{t('value')}</th>
            <th scope="col">{t('share-value')}</th>
            <th scope="col">{t('mean-value')}</th>
            <th scope="col">{t('expected-purchases')}</th>
          </tr>
        </thead>
        <tbody>
          {value.bands.map((it) => (
            <Row key={it.band} it={it} totals={totals} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

interface RowProps {
  readonly it: Value['bands'][number];
  readonly totals: Value['totals'];
}

function Row({ it, totals }: RowProps) {
  const say = useText();
  const shop = useShop();
  const name = say(kind.bands!.find(({ value }) => value === it.band)!.label);
  const people = customersAddress(shop.slug, { score: `value-band:${it.band}..${it.band}` });
  const href = `${people}&sort=score:lifetime-value`;
  const of = (part: number, all: number) => (all === 0 ? null : part / all);
  return (
    <tr>
      <th scope="row">
        {it.customers === 0 || !shop.may('customers:read') ? name : <Link to={href}>{name}</Link>}
      </th>
      <td>
        <Num value={it.customers} />
      </td>
      <td>
        <Share value={of(it.customers, totals.customers)} />
      </td>
      <td>
        <Money value={Math.round(it.value)} compact />
      </td>
      <td>
        <Bar share={of(it.value, totals.value.value)} />
      </td>
      <td>
        <Money value={it.customers === 0 ? null : Math.round(it.value / it.customers)} />
      </td>
      <td>
        <Num value={Math.round(it.purchases)} />
      </td>
    </tr>
  );
}

function Bar({ share }: { readonly share: number | null }) {
  return (
    <div className={styles.bar}>
      <div className={styles.track}>
        <div style={{ width: `${100 * (share ?? 0)}%` }} />
      </div>
      <Share value={share} />
    </div>
  );
}
