import { useLanguage } from './words/language.ts';

/** Channels as merchants call them; what is not listed is shown as the data has it. */
const names: Readonly<Record<string, { zh: string; en: string }>> = {
  taobao: { zh: '淘宝', en: 'Taobao' },
  tmall: { zh: '天猫', en: 'Tmall' },
  pinduoduo: { zh: '拼多多', en: 'Pinduoduo' },
  jd: { zh: '京东', en: 'JD' },
  douyin: { zh: '抖音', en: 'Douyin' },
  kuaishou: { zh: '快手', en: 'Kuaishou' },
  xiaohongshu: { zh: '小红书', en: 'Xiaohongshu' },
  wechat: { zh: '微信', en: 'WeChat' },
  youzan: { zh: '有赞', en: 'Youzan' },
  weidian: { zh: '微店', en: 'Weidian' },
  store: { zh: '门店', en: 'Store' },
  web: { zh: '官网', en: 'Website' },
  app: { zh: 'App', en: 'App' },
};

/** The name of a channel for the reader. */
export function useChannelName(): (channel: string) => string {
  const language = useLanguage();
  return (channel) => {
    const name = names[channel];
    if (name === undefined) return channel;
    return language === 'zh-CN' ? name.zh : name.en;
  };
}
