import { InputNumber } from 'antd';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { Field } from '../../kit/field.tsx';
import { SettingsDialog } from '../../kit/settings-dialog.tsx';
import { useSocialWords } from './words.ts';

const path = '/api/shops/{shop}/analytics/social/settings' as const;

/** Within how many days somebody counts as won by a tie. */
export function Settings() {
  const t = useSocialWords();
  const { slug: shop } = useShop();
  return (
    <SettingsDialog
      path={path}
      label={t('settings')}
      save={(body) => take(api.PUT(path, { params: { path: { shop } }, body }))}
      saved={t('saved')}
      stale={(it) => it.includes('/analytics/social')}
    >
      {(chosen, set) => (
        <Field label={t('setting-window')} hint={t('setting-window-hint')}>
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              max={365}
              precision={0}
              value={chosen.window_days}
              onChange={(it) => set({ window_days: it ?? 30 })}
            />
          )}
        </Field>
      )}
    </SettingsDialog>
  );
}
