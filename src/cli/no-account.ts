import { problem } from '../platform/errors.ts';

export const noAccount = problem('account-not-found', 404, {
  zh: '没有使用这个邮箱的账号',
  en: 'No account has this e-mail address',
});
