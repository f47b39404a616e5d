import { registerWords } from '../../kit/words/register-words.ts';
import en from './words.en-US.json';
import zh from './words.zh-CN.json';

export const useTierWords = registerWords('tiers', { zh, en });
