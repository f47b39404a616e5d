import { setOperator } from '../../platform/auth/index.ts';
import { ProblemError } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { noAccount } from '../no-account.ts';

/** `shuke operators remove E-MAIL`: takes what only who runs the installation may. */
export const command = engineCommand({
  name: 'operators remove',
  summary: { zh: '取消系统管理员', en: 'let an account run the installation no longer' },
  arguments: [{ name: 'E-MAIL', summary: { zh: '账号邮箱', en: 'e-mail of the account' } }],
  options: {},
  async run({ platform, arguments: [email = ''], result }) {
    if (!(await setOperator(platform, email, false))) throw new ProblemError(noAccount);
    result({ email, operator: false }, () => `${email}\n`);
  },
});
