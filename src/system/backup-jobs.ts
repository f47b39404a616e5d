import { sql } from 'kysely';
import type { BackupsView } from '../contract/system.ts';
import type { Tx } from '../platform/db/postgres.ts';
import type { Job, JobSource } from '../platform/jobs/index.ts';
import type { Platform } from '../platform/platform.ts';
import { backupsOf } from './backups.ts';

/** Backups among a shop's jobs, for whoever runs the installation: each holds this shop too. */
export const backupJobs = (platform: Platform): JobSource => ({
  permission: 'shop:read',
  isOperators: true,
  async list(tx, shopId, limit) {
    const view = await backupsOf(platform).view();
    const backups = view.backups.slice(0, limit);
    const makers = await makersOf(
      tx,
      shopId,
      backups.map(({ backup }) => backup),
    );
    return backups.map((it) => jobOf(view, it, it.daily ? 'system' : (makers.get(it.backup) ?? 'cli')));
  },
  retry: {
    permission: 'shop:read',
    prefix: 'backup:',
    isOfFailed: true,
    run: async (at) => backupsOf(at).start().ok,
  },
});

/** From this shop's own log: files do not say who had them made. */
async function makersOf(tx: Tx, shopId: number, backups: readonly string[]): Promise<Map<string, string>> {
  const subjects = backups.map((backup) => `backup:${backup}`);
  const { rows } = await sql<{ subject: string; actor: string }>`
    select subject, actor from compliance.audit_log
    where shop_id = ${shopId} and act = 'system.back-up' and subject = any(${subjects}::text[])`.execute(tx);
  return new Map(rows.map(({ subject, actor }) => [subject.slice('backup:'.length), actor]));
}

type BackupView = BackupsView['backups'][number];

function jobOf({ work }: BackupsView, it: BackupView, by: string): Job {
  const mine = work?.kind === 'backup' && work.backup === it.backup ? work : undefined;
  return {
    ...{ job: `backup:${it.backup}`, kind: 'backup', about: it.backup, started_by: by, started_at: it.at },
    state: stateOf(it, mine?.state === 'running'),
    done: it.state === 'running' && mine !== undefined && mine.total > 0 ? mine.done / mine.total : null,
    finished_at: it.state === 'done' ? it.ended_at : null,
    problem: it.state === 'broken-off' ? brokenOff : null,
  };
}

/** Its file is whole before its work ends (old ones are removed); until then no other can begin. */
function stateOf({ state }: BackupView, isAtWork: boolean): Job['state'] {
  if (state === 'broken-off') return 'failed';
  return isAtWork ? 'running' : state;
}

const brokenOff = {
  code: 'backup-broken-off',
  message: {
    zh: '备份在完成之前中断，文件不可用',
    en: 'The backup broke off before it was whole; its file is of no use',
  },
};
