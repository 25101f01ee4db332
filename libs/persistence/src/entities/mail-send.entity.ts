import type { AccountMailKind, MailKind } from '@app/contracts';
import { defineEntity, p } from '@mikro-orm/core';
import { Account } from './account.entity.js';
import { PasswordLink } from './password-link.entity.js';
import { Registration } from './registration.entity.js';

/** One message, from the decision to send it to the relay's answer. The transaction that decides writes it as `due`. */
export const MailSend = defineEntity({
  name: 'MailSend',
  tableName: 'mail_send',
  properties: {
    id: p.uuid().primary().defaultRaw('gen_random_uuid()'),
    /** What it is about: a registration or an account, one of the two. */
    registration: () => p.manyToOne(Registration).nullable().joinColumn('registration_id'),
    account: () => p.manyToOne(Account).nullable().joinColumn('account_id'),
    /** The colleague whose account an administrator is asked to renew. */
    about: () => p.manyToOne(Account).nullable().joinColumn('about_id'),
    kind: p.string().$type<MailKind | AccountMailKind>(),
    /** Grows each time the person asks: another number is another Message-ID. */
    number: p.integer().default(0),
    /** Only where it is not the case's current address. */
    recipient: p.string().nullable(),
    link: () => p.manyToOne(PasswordLink).nullable().joinColumn('link_id'),
    messageId: p.string().nullable(),
    state: p.string().$type<'due' | 'sending' | 'accepted' | 'refused' | 'undelivered' | 'dropped'>().default('due'),
    /** Written just before the final dot: from here on, silence means « perhaps delivered ». */
    dottedAt: p.datetime().nullable(),
    /** Attempts of which nobody knows whether they arrived; two at most are followed by another. */
    ambiguous: p.integer().default(0),
    attempts: p.integer().default(0),
    leaseUntil: p.datetime().nullable(),
    /** The end that the message announces; the case's own once the message is dotted. */
    deadline: p.datetime().nullable(),
    /** The relay's answer: codes only, never an address. */
    reply: p.string().nullable(),
    dueAt: p.datetime().defaultRaw('now()'),
    attemptedAt: p.datetime().nullable(),
    acceptedAt: p.datetime().nullable(),
  },
});
