import type { MessageChannel, MessageReason, MessageState } from '../../../contract/messaging.ts';
import type { Language, Values } from '../templates/template.ts';

/** A row of the outbox. */
export interface Message {
  readonly messageId: number;
  readonly personId: number;
  readonly channel: MessageChannel;
  readonly purpose: 'marketing' | 'service';
  readonly template: string;
  readonly version: number;
  readonly values: Values;
  readonly state: MessageState;
  readonly reason: MessageReason | null;
  readonly attempts: number;
  readonly dueAt: Date;
  readonly validUntil: Date | null;
  readonly language: Language | null;
  readonly queuedBy: string;
  readonly queuedAt: Date;
  readonly endedAt: Date | null;
  readonly readAt: Date | null;
}

/** What becomes of a message. */
export interface Move {
  readonly state: MessageState;
  readonly reason: MessageReason | null;
  /** What the server answered: SMTP or HTTP status. */
  readonly code?: number | undefined;
  readonly by: string;
  readonly at: Date;
  /** Queued again: not before. */
  readonly dueAt?: Date | undefined;
}
