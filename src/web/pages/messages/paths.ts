import type { Answer } from '../../client/ask.ts';

export const messagesPath = '/api/shops/{shop}/messages' as const;
export const messagePath = '/api/shops/{shop}/messages/{message}' as const;
export const templatesPath = '/api/shops/{shop}/messages/templates' as const;
export const channelsPath = '/api/shops/{shop}/messages/channels' as const;
export const channelPath = '/api/shops/{shop}/messages/channels/{channel}' as const;

export type Message = Answer<typeof messagesPath>['messages'][number];
export type Template = Answer<typeof templatesPath>['templates'][number];
export type Channel = Answer<typeof channelsPath>['channels'][number];
