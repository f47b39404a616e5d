import type { ValueSettings } from '../../../contract/value.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { fail, problem, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { changeModelSettings, type SettingsChange } from '../scores/change-settings.ts';
import { readSettings } from '../scores/settings-store.ts';
import { settingsOf } from './value-settings.ts';

/** What the shop chose, over what stands unless it does. */
export async function showSettings({ db }: Platform, shopId: number) {
  const kept = await withShop(db, shopId, (tx) => readSettings(tx, shopId, 'value'));
  return { settings: settingsOf(kept?.settings), version: kept?.version ?? 0 };
}

/** The next run learns with them. Problems: `unusable-question`, `settings-changed`. */
export async function changeSettings(
  platform: Platform,
  shopId: number,
  change: SettingsChange<ValueSettings>,
): Promise<Result<void>> {
  const { settings } = change;
  if (settings.mid_cut < settings.high_cut) return fail(cutsCross);
  return changeModelSettings(platform, shopId, { ...change, model: 'value' });
}

const cutsCross = problem(
  'unusable-question',
  422,
  { zh: '这些设置无法使用，详见 issues', en: 'These settings cannot be used; see issues' },
  [
    {
      ...{ code: 'cuts-out-of-order', field: '/settings/mid_cut' },
      message: {
        zh: '中价值的界线不能小于高价值的界线',
        en: 'The cut of mid cannot be smaller than that of high',
      },
    },
  ],
);
