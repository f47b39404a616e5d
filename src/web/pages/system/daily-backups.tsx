import { Input } from 'antd';
import { useState } from 'react';
import type { BackupSchedule } from '../../../contract/system.ts';
import { api } from '../../client/api.ts';
import { ClockField } from '../../kit/clock-field.tsx';
import { isClock } from '../../kit/clock-rules.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Field } from '../../kit/field.tsx';
import { askBackupsAgain } from './backups.ts';
import styles from './system.module.css';
import { useSystemWords } from './words.ts';

const path = '/api/system/backups/schedule' as const;

interface DailyBackupsProps {
  readonly schedule: BackupSchedule | null;
}

/** When a backup is made every day and how many are kept, or that none is. Clocks are the reader's. */
export function DailyBackups({ schedule }: DailyBackupsProps) {
  const t = useSystemWords();
  const [typed, setTyped] = useState<{ readonly on?: boolean; readonly at?: string; readonly keep?: string }>(
    {},
  );
  const zone = schedule?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const on = typed.on ?? schedule !== null;
  const at = typed.at ?? schedule?.at ?? '03:30';
  const keep = typed.keep ?? String(schedule?.keep ?? 7);
  const number = Number(keep);
  const isReady = !on || (isClock(at) && Number.isInteger(number) && number >= 1 && number <= 365);
  const set = async () => {
    if (on) await api.PUT(path, { body: { at, time_zone: zone, keep: number } });
    else await api.DELETE(path);
    await askBackupsAgain();
    setTyped({});
  };
  return (
    <ConfirmAction
      label={schedule === null ? t('daily') : t('daily-at', { at: schedule.at, count: schedule.keep })}
      title={t('daily')}
      confirm={t('save')}
      ready={isReady}
      act={set}
    >
      <label className={styles.row}>
        <input
          type="checkbox"
          checked={on}
          onChange={(it) => setTyped({ ...typed, on: it.target.checked })}
        />
        {t('daily-on')}
      </label>
      <Field label={t('daily-time')} hint={t('daily-zone', { zone })}>
        {(id) => (
          <ClockField id={id} disabled={!on} value={at} onChange={(it) => setTyped({ ...typed, at: it })} />
        )}
      </Field>
      <Field label={t('daily-keep')} hint={t('daily-keep-hint')}>
        {(id) => (
          <Input
            id={id}
            inputMode="numeric"
            disabled={!on}
            value={keep}
            onChange={(it) => setTyped({ ...typed, keep: it.target.value })}
          />
        )}
      </Field>
    </ConfirmAction>
  );
}
