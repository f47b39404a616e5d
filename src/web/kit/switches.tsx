import BulbOutlined from '@ant-design/icons/BulbOutlined';
import GlobalOutlined from '@ant-design/icons/GlobalOutlined';
import { Menu } from './menu.tsx';
import { chooseLanguage, chooseWish } from './settings/personal.ts';
import { useWish, wishes } from './theme/theme.tsx';
import { languages, useLanguage } from './words/language.ts';
import { useKitWords } from './words.ts';

const languageNames = { 'zh-CN': '简体中文', 'en-US': 'English' } as const;

export function LanguageMenu() {
  const t = useKitWords();
  const language = useLanguage();
  const choices = languages.map((value) => ({ value, label: languageNames[value] }));
  return (
    <Menu
      name={`${t('language')}: ${languageNames[language]}`}
      face={<GlobalOutlined />}
      choices={choices}
      chosen={language}
      onChoose={chooseLanguage}
    />
  );
}

export function ThemeMenu() {
  const t = useKitWords();
  const wish = useWish();
  const choices = wishes.map((value) => ({ value, label: t(`theme-${value}`) }));
  return (
    <Menu name={t('theme')} face={<BulbOutlined />} choices={choices} chosen={wish} onChoose={chooseWish} />
  );
}
