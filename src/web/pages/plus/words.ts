import { registerWords } from '../../kit/words/register-words.ts';
import en from './words.en-US.json';
import zh from './words.zh-CN.json';

export const usePlusWords = registerWords('plus', { zh, en });
