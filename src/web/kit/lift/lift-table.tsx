import type { ReactNode } from 'react';
import { Money, Num } from '../figures.tsx';
import { useFormat } from '../format/use-format.ts';
import { useKitWords } from '../words.ts';
import styles from './lift.module.css';
import type { Lift, OfLift } from './use-lift.ts';

/** Both sides, and their difference with its interval. */
export function LiftTable({ lift }: OfLift) {
  const t = useKitWords();
  const { fixed } = useFormat();
  const money = (minor: number | null) => <Money value={minor === null ? null : Math.round(minor)} />;
  const side = (name: string, it: Lift['acted_on']) => (
    <Line
      name={name}
      customers={<Num value={it.compared} />}
      orders={fixed(it.orders, 3)}
      sales={money(it.net_sales)}
    />
  );
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('lift-side')}</th>
          <th scope="col">{t('lift-compared')}</th>
          <th scope="col">{t('lift-orders')}</th>
          <th scope="col">{t('lift-sales')}</th>
        </tr>
      </thead>
      <tbody>
        {side(t('lift-acted-on'), lift.acted_on)}
        {side(t('lift-held-out'), lift.held_out)}
        <Line
          name={t('lift-difference')}
          customers={null}
          orders={<Interval of={lift.orders} say={(it) => signed(it, fixed(Math.abs(it), 3))} />}
          sales={<Interval of={lift.net_sales} say={(it) => <Signed value={it} />} />}
        />
      </tbody>
    </table>
  );
}

const signed = (value: number, text: string): string => `${value < 0 ? '−' : '+'}${text}`;

function Signed({ value }: { readonly value: number }) {
  const { money } = useFormat();
  return signed(value, money(Math.round(Math.abs(value))));
}

interface LineProps {
  readonly name: string;
  readonly customers: ReactNode;
  readonly orders: ReactNode;
  readonly sales: ReactNode;
}

const Line = ({ name, customers, orders, sales }: LineProps) => (
  <tr>
    <th scope="row">{name}</th>
    <td>{customers}</td>
    <td>{orders}</td>
    <td>{sales}</td>
  </tr>
);

interface IntervalProps {
  readonly of: Lift['orders'];
  readonly say: (value: number) => ReactNode;
}

/** A difference, and below it where it lies with 95%. */
function Interval({ of, say }: IntervalProps) {
  const t = useKitWords();
  if (of === null) return null;
  return (
    <>
      {say(of.value)}
      <div className={styles.hint}>
        <span>{say(of.low)}</span> {t('lift-to')} <span>{say(of.high)}</span>
      </div>
    </>
  );
}
