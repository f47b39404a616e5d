import { withShop } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { recordAct } from '../../compliance/index.ts';
import { writeSettings } from './settings-store.ts';

export interface SettingsChange<T extends Readonly<Record<string, unknown>>> {
  readonly settings: T;
  /** Of the settings that are changed. */
  readonly version: number;
  readonly by: string;
}

/** Keeps what a shop chose for a model, with the act; the next run learns with it. Problems: `settings-changed`. */
export async function changeModelSettings<T extends Readonly<Record<string, unknown>>>(
  { db, clock }: Pick<Platform, 'db' | 'clock'>,
  shopId: number,
  { model, settings, version, by }: SettingsChange<T> & { readonly model: string },
): Promise<Result<void>> {
  const change = { model, settings, version, by, now: clock.now() };
  const isWritten = await withShop(db, shopId, async (tx) => {
    const written = await writeSettings(tx, shopId, change);
    if (written)
      await recordAct(tx, {
        ...{ shopId, actor: by, act: 'models.settings', subject: model },
        details: { ...settings },
      });
    return written;
  });
  return isWritten ? ok(undefined) : fail(changedMeanwhile);
}

const changedMeanwhile = problem('settings-changed', 409, {
  zh: '设置刚被别人修改，请刷新后再改',
  en: 'Somebody else has just changed the settings; load them anew and change them again',
});
