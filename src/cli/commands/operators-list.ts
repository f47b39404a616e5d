import { listOperators } from '../../platform/auth/index.ts';
import { engineCommand } from '../command.ts';
import { table } from '../table.ts';

const heads = { zh: ['邮箱', '姓名'], en: ['e-mail', 'name'] } as const;

/** `shuke operators list`: who runs the installation: opens shops, sees its state, makes backups. */
export const command = engineCommand({
  name: 'operators list',
  summary: {
    zh: '列出系统管理员 (可开店，备份，查看系统状态)',
    en: 'who runs the installation: shops, backups, its state',
  },
  options: {},
  async run({ platform, language, result }) {
    const operators = await listOperators(platform);
    result({ operators }, () =>
      table(
        heads[language],
        operators.map(({ email, name }) => [email, name]),
      ),
    );
  },
});
