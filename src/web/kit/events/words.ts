import { registerWords } from '../words/register-words.ts';
import en from './words.en-US.json';
import zh from './words.zh-CN.json';

export const useEventWords = registerWords('events', { zh, en });
