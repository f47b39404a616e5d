import { type Problem, problem } from '../errors.ts';

/** Every way in which a door stays shut, with its stable code. */
export const signInNeeded: Problem = problem('sign-in-needed', 401, {
  zh: '请先登录，或使用 API 密钥 (Authorization：Bearer sak_...)。',
  en: 'Sign in first, or bring an API key (Authorization: Bearer sak_...).',
});

export const keyInvalid: Problem = problem('key-invalid', 401, {
  zh: '密钥无效或已吊销。',
  en: 'This key is not known, or was revoked.',
});

export const writeKeyNeeded: Problem = problem('write-key-needed', 401, {
  zh: '此接口需要写入密钥 (swk_...)。',
  en: 'This route takes a write key (swk_...), as a bearer token or as the user name of basic authentication.',
});

export const writeKeyOnlyWrites: Problem = problem('write-key-only-writes', 403, {
  zh: '写入密钥只能上报数据。请使用 API 密钥 (sak_...)。',
  en: 'A write key only sends data in. Use an API key (sak_...).',
});

export const keyCannotSignIn: Problem = problem('key-cannot-sign-in', 403, {
  zh: '此接口只对登录用户开放，不接受密钥。',
  en: 'This route is for people who signed in; keys are not taken.',
});

/** Said of a shop that is not there and of one that belongs to others, so that nobody learns which. */
export const shopNotFound: Problem = problem('shop-not-found', 404, {
  zh: '没有这家店铺。',
  en: 'There is no such shop.',
});

export const foreignOrigin: Problem = problem('foreign-origin', 403, {
  zh: '请求未带本站的 Origin，可能是其他网站伪造的，已拒绝；脚本请使用接口密钥。',
  en: 'This write came without an Origin of this site, as a forged request would; a script should bring an API key.',
});

export const operatorOnly: Problem = problem('operator-only', 403, {
  zh: '只有系统所有者可以新建店铺。',
  en: 'Only the owner of the installation may open new shops.',
});

export function notPermitted(permission: string): Problem {
  return problem('not-permitted', 403, {
    zh: `您的角色或密钥没有此权限：${permission}。`,
    en: `Your role or key does not have the permission ${permission}.`,
  });
}

export const slugTaken: Problem = problem('slug-taken', 409, {
  zh: '这个网址标识已被其他店铺使用，请填写另一个。',
  en: 'Another shop has this slug; choose another.',
});

export const keyNotFound: Problem = problem('key-not-found', 404, {
  zh: '没有这个密钥。',
  en: 'There is no such key.',
});

export const memberNotFound: Problem = problem('member-not-found', 404, {
  zh: '此人不在本店员工中。',
  en: 'Nobody of that id works here.',
});

export const lastOwner: Problem = problem('last-owner', 409, {
  zh: '店铺至少要有一位店主。',
  en: 'A shop needs an owner: make somebody else owner first.',
});

export const alreadyMember: Problem = problem('already-member', 409, {
  zh: '此人已是本店员工。',
  en: 'This address already works here.',
});

export const invitationNotFound: Problem = problem('invitation-not-found', 404, {
  zh: '邀请不存在，已使用或已过期。',
  en: 'This invitation does not exist, was used, or has expired.',
});

export const accountExists: Problem = problem('account-exists', 409, {
  zh: '该邮箱已有账号：请先用它登录，再接受邀请。',
  en: 'This address has an account: sign in with it, then accept the invitation.',
});

export const passwordNeeded: Problem = problem('password-needed', 422, {
  zh: '请设置密码 (10 至 128 个字符)。',
  en: 'Set a password of 10 to 128 characters.',
});
