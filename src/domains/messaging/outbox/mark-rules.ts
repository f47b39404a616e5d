import type { Written } from '../templates/write-message.ts';

/**
 * What the law wants on advertising by e-mail, whatever the template says: its subject begins with 广告 or AD
 * (互联网电子邮件服务管理办法 art. 13 (3)), and it says how to end it (art. 14). Pure.
 */
export function withMarks(
  written: Written,
  {
    channel,
    purpose,
    unsubscribeUrl: url,
  }: { channel: string; purpose: string; unsubscribeUrl: string | undefined },
): Written {
  if (purpose !== 'marketing' || channel !== 'e-mail' || url === undefined) return written;
  const { language, subject, text, html } = written;
  const isMarked = /^[([（【[]?(?:广告|AD)\b|^[([（【[]?广告/.test(subject);
  const said = language === 'zh' ? '不想再收到此类邮件？点此退订' : 'No more of these? Unsubscribe';
  return {
    language,
    subject: isMarked ? subject : `${language === 'zh' ? '(广告)' : '(AD)'} ${subject}`,
    text: text.includes(url) ? text : `${text}\n\n${said}: ${url}\n`,
    html: html === null || html.includes(url) ? html : `${html}<p><a href="${url}">${said}</a></p>`,
  };
}
