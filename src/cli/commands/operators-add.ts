import { setOperator } from '../../platform/auth/index.ts';
import { ProblemError } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { noAccount } from '../no-account.ts';

/** `shuke operators add E-MAIL`: gives what only who runs the installation may. */
export const command = engineCommand({
  name: 'operators add',
  summary: { zh: '设为系统管理员', en: 'let an account run the installation' },
  arguments: [{ name: 'E-MAIL', summary: { zh: '账号邮箱', en: 'e-mail of the account' } }],
  options: {},
  async run({ platform, arguments: [email = ''], result }) {
    if (!(await setOperator(platform, email, true))) throw new ProblemError(noAccount);
    result({ email, operator: true }, () => `${email}\n`);
  },
});
