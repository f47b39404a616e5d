import { InputNumber } from 'antd';
import { api, take } from '../../client/api.ts';
import type { Answer } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { ChoiceField } from '../../kit/choice-field.tsx';
import { Field } from '../../kit/field.tsx';
import { SettingsDialog } from '../../kit/settings-dialog.tsx';
import { useChurnWords } from './words.ts';

const path = '/api/shops/{shop}/analytics/churn/settings' as const;
type Chosen = Answer<typeof path>['settings'];

/** What the shop chooses: what being lost means, how long is waited, and who is a customer still. */
export function Settings() {
  const t = useChurnWords();
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
  const t = useChurnWords();
  const events = (['purchase', 'activity'] as const).map((it) => [it, t(`event-${it}`)] as const);
  return (
    <>
      <ChoiceField
        label={t('setting-event')}
        hint={t('setting-event-hint')}
        value={chosen.event}
        options={events}
        onChange={(event) => set({ event })}
      />
      <Days name="window_days" min={7} max={365} {...{ chosen, set }} />
      <Days name="active_days" min={30} max={1825} {...{ chosen, set }} />
    </>
  );
}

interface DaysProps extends FieldsProps {
  readonly name: 'window_days' | 'active_days';
  readonly min: number;
  readonly max: number;
}

function Days({ name, min, max, chosen, set }: DaysProps) {
  const t = useChurnWords();
  return (
    <Field label={t(`setting-${name}`)} hint={t(`setting-${name}-hint`)}>
      {(id) => (
        <InputNumber
          id={id}
          {...{ min, max }}
          precision={0}
          value={chosen[name]}
          onChange={(it) => set({ [name]: it ?? min })}
        />
      )}
    </Field>
  );
}
