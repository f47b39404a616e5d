import type { Config } from '../platform/config.ts';
import { listBackups } from './backup-files.ts';
import { type Finding, fine, trouble } from './finding.ts';
import { readFailure, readSchedule } from './schedule-file.ts';
import { missing } from './schedule-rules.ts';

/** A backup that is being made is not yet one that is missing. */
const GRACE_MS = 3_600_000;

/** 2026-01-15 04:00 UTC */
const minuteOf = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`;

/** Whether there is a backup, and the one that a schedule promises. Nothing where the console makes none. */
export async function backupFindings({ backups: folder }: Pick<Config, 'backups'>): Promise<Finding[]> {
  if (folder === undefined) return [];
  const made = (await listBackups(folder)).filter(({ state }) => state === 'done');
  const [schedule, failure] = await Promise.all([readSchedule(folder), readFailure(folder)]);
  const newestDaily = made.find(({ daily }) => daily);
  const at = made[0] ? minuteOf(made[0].at) : { zh: '还没有备份', en: 'none yet' };
  if (failure !== undefined)
    return [
      trouble('backups', at, {
        zh: `上次每日备份失败：${failure.problem.message.zh}`,
        en: `The last daily backup failed: ${failure.problem.message.en}`,
      }),
    ];
  const newest = newestDaily && Date.parse(newestDaily.at);
  if (missing(schedule, { now: Date.now() - GRACE_MS, newest }) === undefined) return [fine('backups', at)];
  return [
    trouble('backups', at, {
      zh: '到期的每日备份还没有完成：服务重新运行后会补做',
      en: 'A daily backup that was due is not there: it is made once the server runs again',
    }),
  ];
}
