import { useLanguage } from './words/language.ts';

/** Sources and mediums as they usually stand in addresses (utm); what is not listed is shown as the data has it. */
const names: Readonly<Record<string, { zh: string; en: string }>> = {
  search: { zh: '搜索', en: 'Search' },
  scene: { zh: '场景推广', en: 'Display' },
  live: { zh: '直播', en: 'Live stream' },
  natural: { zh: '自然流量', en: 'Natural' },
  organic: { zh: '自然流量', en: 'Organic' },
  direct: { zh: '直接访问', en: 'Direct' },
  referral: { zh: '外部链接', en: 'Referral' },
  'group-buy': { zh: '拼团', en: 'Group buy' },
  share: { zh: '分享', en: 'Shared' },
  cpc: { zh: '付费点击', en: 'Paid clicks' },
  email: { zh: '邮件', en: 'E-mail' },
  sms: { zh: '短信', en: 'SMS' },
  social: { zh: '社交媒体', en: 'Social' },
};

/** The name of a source or medium of a touch for the reader. */
export function useTouchName(): (word: string) => string {
  const language = useLanguage();
  return (word) => {
    const name = names[word];
    if (name === undefined) return word;
    return language === 'zh-CN' ? name.zh : name.en;
  };
}
