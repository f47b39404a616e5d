/** Deeds that earn points are named by the shop; the usual ones have words for staff and members. */
const usual: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  review: { zh: '评价商品', en: 'Review a product' },
  share: { zh: '分享商品', en: 'Share a product' },
  like: { zh: '点赞', en: 'Like' },
  invite: { zh: '邀请好友', en: 'Invite a friend' },
  profile: { zh: '完善资料', en: 'Complete the profile' },
  activity: { zh: '参加活动', en: 'Take part in an activity' },
  survey: { zh: '填写问卷', en: 'Answer a survey' },
  follow: { zh: '关注店铺', en: 'Follow the shop' },
};

export const usualDeeds: readonly string[] = Object.keys(usual);

/** What a deed is called; one that is the shop's own stands as the shop wrote it. */
export const deedName = (deed: string): { readonly zh: string; readonly en: string } =>
  usual[deed] ?? { zh: deed, en: deed };
