import { takeOwnership } from '../../platform/control/ownership.ts';
import { orThrow } from '../../platform/errors.ts';
import { openLog } from '../../platform/log.ts';
import { localCommand } from '../command.ts';
import { exitCodes } from '../invoke.ts';

/** `shuke keys rotate-master`: a new master key, with the server stopped. Run again, it finishes a run that was cut off. */
export const command = localCommand({
  name: 'keys rotate-master',
  summary: {
    zh: '更换主密钥 (须先停止服务; 所有会话随之结束)',
    en: 'a new master key (stop every server first; all sessions end)',
  },
  options: {},
  async run({ config, language, result }) {
    const it = config();
    const { dataDir } = it;
    const taking = {
      dataDir,
      role: 'command',
      address: 'shuke keys rotate-master',
      now: new Date(),
    } as const;
    const ownership = orThrow(await takeOwnership(taking));
    try {
      // Loaded only now: `--help` need not pay for the drivers.
      const { rotateMaster } = await import('../../platform/rotate-master.ts');
      const done = await rotateMaster({ config: it, log: openLog('warn') });
      const document = { ...done, twoFactor: undefined, oldKeyFile: undefined };
      result({ ...document, two_factor: done.twoFactor, old_key_file: done.oldKeyFile }, () =>
        language === 'zh'
          ? `已用新主密钥包裹 ${done.shops} 家店铺的 ${done.keys} 个数据密钥。所有人须重新登录; 数据库角色密码在下次启动时更换。\n旧主密钥: ${done.oldKeyFile} (仅用于打开此前的备份, 备份作废后请删除)。请备份新的 ${it.masterKeyFile}。\n`
          : `${done.keys} data keys of ${done.shops} shops are wrapped with the new master key. Everybody signs in again; the database roles' passwords change at the next start.\nThe old one: ${done.oldKeyFile} (it opens backups made before; delete it with them). Keep a copy of the new ${it.masterKeyFile} elsewhere.\n`,
      );
      return exitCodes.done;
    } finally {
      await ownership.release();
    }
  },
});
