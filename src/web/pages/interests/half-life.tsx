import { InputNumber } from 'antd';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { Field } from '../../kit/field.tsx';
import { SettingsDialog } from '../../kit/settings-dialog.tsx';
import { useInterestWords } from './words.ts';

const path = '/api/shops/{shop}/analytics/interests/settings' as const;

/** After how many days a sign of interest counts half. */
export function HalfLife() {
  const t = useInterestWords();
  const { slug: shop } = useShop();
  return (
    <SettingsDialog
      path={path}
      label={t('half-life')}
      save={(body) => take(api.PUT(path, { params: { path: { shop } }, body }))}
      saved={t('saved')}
      stale={(it) => /\/(interests|personas|look-alike)/.test(it)}
    >
      {(chosen, set) => (
        <Field label={t('half-life-days')} hint={t('half-life-hint')}>
          {(id) => (
            <InputNumber
              id={id}
              min={7}
              max={365}
              precision={0}
              value={chosen.half_life_days}
              onChange={(it) => set({ half_life_days: it ?? 60 })}
            />
          )}
        </Field>
      )}
    </SettingsDialog>
  );
}
