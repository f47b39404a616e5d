import { problem } from '../../../platform/errors.ts';

export const noSuchPlan = problem('no-such-plan', 404, {
  zh: '没有这个 PLUS 套餐',
  en: 'There is no such plan of PLUS',
});

export const planChanged = problem('plan-changed', 409, {
  zh: '套餐刚被别人修改，请刷新后再改',
  en: 'Somebody else has just changed the plan; load it anew and change it again',
});

export const trialTooShort = problem('plus-trial-too-short', 422, {
  zh: '试用期为 0 或至少 7 天：自动续费须提前五日提醒',
  en: 'A trial is of no days or of seven at least: notice of a renewal goes out five days before',
});

export const twiceTheCoupon = problem('plus-coupon-twice', 422, {
  zh: '同一优惠券只能列一次；请改数量',
  en: 'A coupon is listed once; change its count instead',
});

export const personalTerms = problem('personal-value', 422, {
  zh: '套餐名称与券标识中不能有手机号、邮箱等个人信息',
  en: 'Names of a plan and its coupons hold no phone number, e-mail address or other personal value',
});

export const notOffered = problem('plan-not-offered', 409, {
  zh: '该套餐已停售',
  en: 'This plan is not offered now',
});

export const running = problem('plus-running', 409, {
  zh: '该客户已有未到期的 PLUS；到期前请续费，不能再次开通',
  en: 'This customer has PLUS already; renew it, a second one cannot be started',
});

export const noTrial = problem('plus-no-trial', 409, {
  zh: '该套餐没有试用期',
  en: 'This plan has no trial',
});

export const trialUsed = problem('plus-trial-used', 409, {
  zh: '该客户已用过试用，每人仅一次',
  en: 'This customer had a trial before; there is one for each',
});

export const paymentMissing = problem('plus-payment-missing', 422, {
  zh: '缺少支付信息：该套餐以金额计价',
  en: 'The payment is missing: this plan is paid in money',
});

export const paymentUnwanted = problem('plus-payment-unwanted', 422, {
  zh: '不应有支付信息：试用不收费，积分套餐由积分支付',
  en: 'No payment belongs here: a trial costs nothing, a plan in points is paid in points',
});

export const paymentDiffers = (minor: number) =>
  problem('plus-payment-differs', 422, {
    zh: `支付金额与套餐价格不符：应为 ${minor} (最小货币单位)`,
    en: `The payment is not the price of the plan: ${minor} in minor units`,
  });

export const paymentUsed = problem('plus-payment-used', 409, {
  zh: '这笔支付已用于另一个周期',
  en: 'This payment has paid another period',
});

export const noSuchSubscription = problem('no-such-subscription', 404, {
  zh: '没有这个 PLUS 订阅',
  en: 'There is no such subscription of PLUS',
});

export const isOver = (state: string) =>
  problem('plus-over', 409, {
    zh: `该订阅已结束 (${state})；请重新开通`,
    en: `This subscription is over (${state}); start anew`,
  });

export const renewedAlready = problem('plus-renewed-already', 409, {
  zh: '下一周期已付；最多预付一个周期',
  en: 'The next period is paid already; no more than one can be paid ahead',
});

export const notAutomatic = problem('plus-not-automatic', 409, {
  zh: '客户未同意自动续费，或已取消',
  en: 'The customer did not agree to automatic renewal, or has cancelled',
});

export const notTold = problem('plus-not-told', 409, {
  zh: '续费五日前没有送达的提醒，不能自动续费 (网络交易监督管理办法第十八条)；请在“消息”里查看原因',
  en: 'No notice had gone out five days before, so it is not renewed automatically (Measures for the Supervision of Online Trading, art. 18); Messages says why',
});

export const nothingPaid = problem('plus-nothing-paid', 409, {
  zh: '没有可退的款项：试用或已用完；可取消',
  en: 'There is nothing to give back: nothing was paid, or it is used up; it can be cancelled',
});

export const noEntitlement = (left: number) =>
  problem('plus-none-left', 409, {
    zh: `没有足够的权益可用：现可用 ${left}`,
    en: `There are not so many of this entitlement now: ${left} left`,
  });

export const noMember = problem('plus-not-running', 409, {
  zh: '该客户没有生效中的 PLUS',
  en: 'This customer has no PLUS that runs now',
});

export const noSuchUse = problem('no-such-use', 404, {
  zh: '没有这笔 PLUS 权益使用记录',
  en: 'There is no such use of PLUS',
});

export const givenBack = problem('plus-use-given-back', 409, {
  zh: '这笔使用已退回过',
  en: 'This use was given back before',
});

export const useSettled = problem('plus-use-settled', 409, {
  zh: '更换套餐时已按使用情况结算，这笔使用不能再退回',
  en: 'The change of plan was reckoned with this use, so it stays',
});

export const samePlan = problem('plus-same-plan', 409, {
  zh: '该订阅已是此套餐',
  en: 'The subscription is of this plan already',
});

export const inTrial = problem('plus-in-trial', 409, {
  zh: '试用期内不能立即更换套餐；请选择续费时更换',
  en: 'A trial is not changed at once; choose the plan for its renewal',
});

export const priceKindsDiffer = problem('plus-price-kinds-differ', 409, {
  zh: '金额套餐与积分套餐之间不能立即更换；请选择续费时更换',
  en: 'Between a plan in money and one in points nothing can be credited; choose the plan for the renewal',
});

export const creditExceeds = (credit: number) =>
  problem('plus-credit-exceeds', 409, {
    zh: `剩余价值 ${credit} 不低于新套餐价格，不能立即更换；请选择续费时更换`,
    en: `What is left, ${credit}, is no less than the price of the plan; choose the plan for the renewal`,
  });

export const renewalTold = problem('plus-renewal-told', 409, {
  zh: '续费提醒已发出，本次按提醒的套餐续费；请在续费后更换，或取消续费',
  en: 'The customer was told of the renewal, which is made as it was told; change behind it, or cancel it',
});

export const useUnclear = problem('plus-use-unclear', 422, {
  zh: '优惠券需写 coupon，会员价需写 saved_minor，其他不写',
  en: 'A coupon wants its name, a member price what it saved, and nothing else either of them',
});

export const keyReused = problem('key-reused', 422, {
  zh: '此幂等键已用于另一操作；请换一个键',
  en: 'This idempotency key was used for something else; take another',
});
