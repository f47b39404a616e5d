import { Input, InputNumber, Segmented, Switch } from 'antd';
import { placesOf } from '../../../contract/currency.ts';
import { useShop } from '../../client/me.ts';
import { Field } from '../../kit/field.tsx';
import type { Draft } from './draft-plan.ts';
import { CouponRows, PriceRows } from './plan-rows.tsx';
import styles from './plus.module.css';
import { usePlusWords } from './words.ts';

interface PlanFormProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

/** What a plan is called, what it costs, and what it brings. */
export function PlanForm({ draft, onChange }: PlanFormProps) {
  const t = usePlusWords();
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  return (
    <>
      <div className={styles.pair}>
        {(['zh', 'en'] as const).map((language) => (
          <Field key={language} label={t(`name-${language}`)}>
            {(id) => (
              <Input
                id={id}
                maxLength={40}
                value={draft[language]}
                onChange={({ target }) => set({ [language]: target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <PriceFields draft={draft} onChange={onChange} />
      <Shipping draft={draft} onChange={onChange} />
      <CouponRows rows={draft.coupons} onChange={(coupons) => set({ coupons })} />
      <PriceRows rows={draft.prices} onChange={(prices) => set({ prices })} />
      <Amount
        label={t('points-percent')}
        hint={t('points-percent-hint')}
        suffix="%"
        {...{ min: 100, max: 1000, value: draft.pointsPercent }}
        onChange={(pointsPercent) => set({ pointsPercent })}
      />
      <Field label={t('offered')}>
        {(id) => (
          <Switch
            id={id}
            className={styles.narrow!}
            checked={draft.isOffered}
            onChange={(isOffered) => set({ isOffered })}
          />
        )}
      </Field>
    </>
  );
}

function PriceFields({ draft, onChange }: PlanFormProps) {
  const t = usePlusWords();
  const money = useMoney();
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  const periods = (['month', 'quarter', 'year'] as const).map((value) => ({
    ...{ value, label: t(`by-${value}`) },
  }));
  const kinds = (['money', 'points'] as const).map((value) => ({ value, label: t(`kind-${value}`) }));
  return (
    <>
      <Field label={t('period')}>
        {(id) => (
          <Segmented
            className={styles.narrow!}
            id={id}
            options={periods}
            value={draft.period}
            onChange={(period) => set({ period })}
          />
        )}
      </Field>
      <Field label={t('paid-in')}>
        {(id) => (
          <Segmented
            className={styles.narrow!}
            id={id}
            options={kinds}
            value={draft.kind}
            onChange={(kind) => set({ kind })}
          />
        )}
      </Field>
      <div className={styles.pair}>
        {draft.kind === 'money' ? (
          <Amount
            label={t('price')}
            {...{ ...money, min: 0, value: draft.money }}
            onChange={(money) => set({ money })}
          />
        ) : (
          <>
            <Amount
              label={t('points')}
              {...{ min: 1, value: draft.points }}
              onChange={(points) => set({ points })}
            />
            <Amount
              label={t('points-worth')}
              {...{ ...money, min: 0, value: draft.worth }}
              onChange={(worth) => set({ worth })}
            />
          </>
        )}
        <Amount
          label={t('trial-days')}
          hint={t('trial-days-hint')}
          {...{ min: 0, max: 90, value: draft.trialDays }}
          onChange={(trialDays) => set({ trialDays })}
        />
      </div>
    </>
  );
}

function Shipping({ draft, onChange }: PlanFormProps) {
  const t = usePlusWords();
  const money = useMoney();
  return (
    <div className={styles.pair}>
      <Amount
        label={t('shippings')}
        hint={t('shippings-hint')}
        {...{ min: 1, max: 1000, value: draft.shippings }}
        onChange={(shippings) => onChange({ ...draft, shippings })}
      />
      <Amount
        label={t('worth-each')}
        {...{ ...money, min: 0, value: draft.shippingWorth }}
        onChange={(shippingWorth) => onChange({ ...draft, shippingWorth })}
      />
    </div>
  );
}

/** How an amount is typed: with the decimals of the shop's currency, behind its name. */
function useMoney() {
  const { currency } = useShop();
  return { places: placesOf(currency), prefix: currency };
}

interface AmountProps {
  readonly label: string;
  readonly hint?: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly min: number;
  readonly max?: number;
  readonly places?: number;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

function Amount({ label, hint, places = 0, ...it }: AmountProps) {
  return (
    <Field label={label} hint={hint}>
      {(id) => (
        <InputNumber
          id={id}
          precision={places}
          {...(it.prefix !== undefined && { style: { width: 150 } })}
          {...it}
        />
      )}
    </Field>
  );
}
