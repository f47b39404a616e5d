import { rotateMaster } from '../../platform/rotation/rotate-master.ts';
import { engineCommand } from '../command.ts';

/** `shuke keys rotate-master`: a new master key, while everything goes on. Run again, it finishes a run that was cut off. */
export const command = engineCommand({
  name: 'keys rotate-master',
  summary: {
    zh: '更换主密钥，不停机，会话照常',
    en: 'a new master key, without downtime; sessions go on',
  },
  options: {},
  async run({ platform, language, output, result, signal }) {
    const label = language === 'zh' ? '更换主密钥' : 'wrapping data keys';
    const onProgress = (done: number, total: number) => output.progress({ label, done, total });
    const { twoFactor, oldKeyFile, ...done } = await rotateMaster({ platform, signal, onProgress });
    const { masterKeyFile } = platform.config;
    result({ ...done, two_factor: twoFactor, old_key_file: oldKeyFile }, () =>
      language === 'zh'
        ? `已用新主密钥包裹 ${done.shops} 家店铺的 ${done.keys} 个数据密钥；数据库角色的密码已更换，会话照常。\n旧主密钥: ${oldKeyFile} (仅用于打开此前的备份，备份作废后请删除)。请备份新的 ${masterKeyFile}。\n`
        : `${done.keys} data keys of ${done.shops} shops are wrapped with the new master key; the database roles have new passwords, sessions go on.\nThe old one: ${oldKeyFile} (it opens backups made before; delete it with them). Keep a copy of the new ${masterKeyFile} elsewhere.\n`,
    );
  },
});
