import { resetPassword } from '../../platform/auth/index.ts';
import { ProblemError } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { noAccount } from '../no-account.ts';

/** `shuke accounts reset-password E-MAIL`: for whoever lost the password and owns the machine. */
export const command = engineCommand({
  name: 'accounts reset-password',
  summary: { zh: '重置账号密码 (仅显示一次)', en: 'give an account a new password; it is shown once' },
  arguments: [{ name: 'E-MAIL', summary: { zh: '账号邮箱', en: 'e-mail of the account' } }],
  options: {},
  async run({ platform, arguments: [email = ''], result }) {
    const password = await resetPassword(platform, email);
    if (password === undefined) throw new ProblemError(noAccount);
    result({ password }, () => `${password}\n`);
  },
});
