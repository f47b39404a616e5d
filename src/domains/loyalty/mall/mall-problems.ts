import { problem } from '../../../platform/errors.ts';

export const noSuchItem = problem('no-such-mall-item', 404, {
  zh: '积分商城里没有这件商品',
  en: 'There is no such item in the points mall',
});

export const itemChanged = problem('mall-item-changed', 409, {
  zh: '商品刚被别人修改，请刷新后再改',
  en: 'Somebody else has just changed the item; load it anew and change it again',
});

export const personalName = problem('personal-value', 422, {
  zh: '商品名称与发放标识中不能有手机号、邮箱等个人信息',
  en: 'The name of an item, and what it hands out, hold no phone number, e-mail address or other personal value',
});

export const notListed = problem('mall-item-not-listed', 409, {
  zh: '该商品未上架',
  en: 'This item is not offered now',
});

export const notForTier = problem('mall-item-not-for-tier', 403, {
  zh: '该商品仅限指定会员等级兑换',
  en: 'This item is for other tiers',
});

export const soldOut = problem('mall-item-sold-out', 409, {
  zh: '库存不足',
  en: 'There are not so many left',
});

export const limitReached = (left: number) =>
  problem('mall-limit-reached', 409, {
    zh: `超过每人限兑数量：还可兑 ${left} 件`,
    en: `More than one customer may take: ${left} left`,
  });

export const noSuchRedemption = problem('no-such-redemption', 404, {
  zh: '没有这笔兑换',
  en: 'There is no such redemption',
});

export const redemptionOver = (state: string) =>
  problem('redemption-over', 409, {
    zh: `这笔兑换已结束 (${state})`,
    en: `This redemption is over (${state})`,
  });

export const notConfirmed = (state: string) =>
  problem('mall-not-confirmed', 409, {
    zh: `只有已确认的兑换才能退回，这笔是 ${state}；占用中的请取消`,
    en: `Only what was confirmed can come back, this one is ${state}; cancel what is held`,
  });

export const keyReused = problem('key-reused', 422, {
  zh: '此幂等键已用于另一操作；请换一个键',
  en: 'This idempotency key was used for something else; take another',
});
