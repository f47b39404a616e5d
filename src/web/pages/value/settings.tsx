import { InputNumber } from 'antd';
import { api, take } from '../../client/api.ts';
import type { Answer } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { ChoiceField } from '../../kit/choice-field.tsx';
import { Field } from '../../kit/field.tsx';
import { SettingsDialog } from '../../kit/settings-dialog.tsx';
import styles from './value.module.css';
import { useValueWords } from './words.ts';

const path = '/api/shops/{shop}/analytics/value/settings' as const;
type Chosen = Answer<typeof path>['settings'];

/** What the shop chooses: how far ahead, what a later yuan is worth, what is kept of sales, where bands begin. */
export function Settings() {
  const t = useValueWords();
  const { slug: shop } = useShop();
  return (
    <SettingsDialog
      path={path}
      label={t('settings')}
      save={(body) => take(api.PUT(path, { params: { path: { shop } }, body }))}
      saved={t('saved')}
    >
      {(chosen, set) => <Fields chosen={chosen} set={set} />}
    </SettingsDialog>
  );
}

interface FieldsProps {
  readonly chosen: Chosen;
  readonly set: (change: Partial<Chosen>) => void;
}

function Fields({ chosen, set }: FieldsProps) {
  const t = useValueWords();
  return (
    <>
      <Pick
        name="count_model"
        words={{ 'mbg-nbd': 'MBG/NBD', 'bg-nbd': 'BG/NBD', 'pareto-nbd': 'Pareto/NBD' }}
        {...{ chosen, set }}
      />
      <Field label={t('setting-horizon')}>
        {(id) => (
          <InputNumber
            id={id}
            className={styles.number!}
            min={1}
            max={520}
            precision={0}
            value={chosen.horizon_weeks}
            onChange={(it) => set({ horizon_weeks: it ?? 52 })}
          />
        )}
      </Field>
      <Percent name="discount_rate" {...{ chosen, set }} />
      <Pick
        name="margin"
        words={{ sales: t('margin-sales'), rate: t('margin-rate'), cost: t('margin-cost') }}
        {...{ chosen, set }}
      />
      {chosen.margin === 'rate' && <Percent name="margin_rate" {...{ chosen, set }} />}
      <Pick
        name="bands_by"
        words={{ value: t('bands-by-value'), customers: t('bands-by-customers') }}
        {...{ chosen, set }}
      />
      <Percent name="high_cut" {...{ chosen, set }} />
      <Percent name="mid_cut" {...{ chosen, set }} />
    </>
  );
}

interface PickProps extends FieldsProps {
  readonly name: 'count_model' | 'margin' | 'bands_by';
  readonly words: Readonly<Record<string, string>>;
}

function Pick({ name, words, chosen, set }: PickProps) {
  const t = useValueWords();
  return (
    <ChoiceField
      label={t(`setting-${name}`)}
      hint={t(`setting-${name}-hint`)}
      value={chosen[name] as string}
      options={Object.entries(words)}
      onChange={(it) => set({ [name]: it })}
    />
  );
}

/** A share, typed in percent. */
function Percent({
  name,
  chosen,
  set,
}: FieldsProps & { readonly name: 'discount_rate' | 'margin_rate' | 'high_cut' | 'mid_cut' }) {
  const t = useValueWords();
  return (
    <Field label={t(`setting-${name}`)}>
      {(id) => (
        <InputNumber
          id={id}
          className={styles.number!}
          min={0}
          max={100}
          suffix="%"
          value={Math.round(chosen[name] * 1000) / 10}
          onChange={(it) => set({ [name]: (it ?? 0) / 100 })}
        />
      )}
    </Field>
  );
}
