import { type Problem, problem } from '../platform/errors.ts';

export const noFolder = problem('no-backup-folder', 409, {
  zh: '尚未设置备份目录；请在服务器上设置 SHUKE_BACKUPS 并重启，或在终端运行 shuke backup 文件',
  en: 'There is no folder for backups; set SHUKE_BACKUPS on the server and start it again, or run shuke backup FILE in a terminal',
});

export const isRunning = problem('backup-running', 409, {
  zh: '正在备份或校验；请等它完成',
  en: 'A backup or a verification is under way; wait until it is done',
});

export const noSuchBackup = problem('backup-not-found', 404, {
  zh: '没有这个备份，或它还没有完成',
  en: 'There is no such backup, or it is not finished',
});

export const noSuchZone = problem('time-zone-unknown', 422, {
  zh: '没有这个时区；请使用 IANA 名称，如 Asia/Shanghai',
  en: 'There is no such time zone; use an IANA name such as Asia/Shanghai',
});

export const broken: Problem = problem('internal', 500, {
  zh: '备份意外中断；原因在服务日志里',
  en: 'The backup broke off; the log of the server says why',
});
