/**
 * The shapes of the HTTP API, and the only ones: api validates and documents with them, web reads them.
 * Times are ISO 8601 in UTC. Unknown fields are refused.
 */
import { emailFault, nameFault, tidyEmail, tidyName, tidyPhone } from '@app/domain';
import { z } from 'zod';
import { type ProblemCode, problems } from './problems.js';
import { blockedReasons, registrationStatuses } from './registration.js';

const time = z.iso.datetime();
/** Tidied first, by the kind of field, then no control character, no lone surrogate: what is stored is what people see. */
const text = (max: number, tidy: (typed: string) => string) =>
  z
    .string()
    .max(max * 4, { error: 'too-long' })
    .transform(tidy)
    .pipe(
      z
        .string()
        .min(1, { error: 'missing' })
        .max(max, { error: 'too-long' })
        .refine((value) => value.isWellFormed() && !/[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/u.test(value), { error: 'characters' }),
    );

/** The demo establishment and a person who is not: the document shows them, and its reader can send them as they are. */
const shown = {
  establishment: { siret: '999 900 046 00015', contractNumber: 'DEMO2024017' },
  person: { lastName: 'Durand', firstName: 'Zoé', email: 'zoe.durand@exemple.fr' },
  identifier: 'EP-0123-4567',
  token: 'Q2v8rT0mXc5nLwYb1KdEoA7uHsJ9pZ4gT3fWqRkNxBy',
  code: 'K7QF-29MD',
  password: 'trois cigognes rangent du charbon',
};

export const Siret = z
  .string()
  .max(64)
  .meta({
    description: 'Fourteen digits; spaces, dots, dashes and full-width digits are tolerated.',
    examples: [shown.establishment.siret],
  });
export const ContractNumber = z
  .string()
  .max(64)
  .meta({
    description: '`[A-Z0-9]{4,20}` once spaces, dots and dashes are removed.',
    examples: [shown.establishment.contractNumber],
  });
/** Text in which a rule of the domain finds what is wrong, by its code. */
const judged = (faultOf: (value: string) => string | undefined) =>
  z.string().superRefine((value, ctx) => {
    const fault = faultOf(value);
    if (fault) ctx.addIssue({ code: 'custom', message: fault });
  });
export const Email = text(254, tidyEmail).pipe(judged(emailFault));
/** Of what links carry now, characters; base64url of 256 bits. `Token` leaves room for others. */
export const linkTokenLength = 43;
export const Token = z
  .string()
  .max(128)
  .meta({ description: 'The secret of an e-mailed link: 22–86 characters of `[A-Za-z0-9_-]`.' });
export const Password = z
  .string()
  // What is too long is refused with the other reasons, behind the link's own (R40); the body's limit bounds it.
  .max(65_536, { error: 'too-long' })
  .meta({ description: 'At least 15 characters; spaces and Unicode welcome; no class rules.' });

export const ProblemError = z
  .object({ path: z.string(), code: z.string(), message: z.string() })
  .meta({ id: 'ProblemError' });
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().optional(),
    errors: z.array(ProblemError).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details; `code` is a closed list.' });
/** A problem that says more, as 409 `registration-in-progress` and `establishment-registered` do. */
export const RegistrationGlance = z
  .object({ id: z.string(), sentTo: z.string(), canResendAt: time.nullable() })
  .meta({ id: 'RegistrationGlance' });
export const Administrator = z
  .object({ name: z.string(), email: z.string().meta({ description: 'Masked.' }), canSignIn: z.boolean() })
  .meta({ id: 'Administrator' });
export const ConflictProblem = Problem.extend({
  registration: RegistrationGlance.optional(),
  administrators: z.array(Administrator).optional(),
}).meta({ id: 'ConflictProblem' });
/** Says how many wrong passwords more do not lock; the same for identifiers that nobody holds. */
export const CredentialsProblem = Problem.extend({
  triesLeft: z.int().min(1).optional(),
}).meta({ id: 'CredentialsProblem' });

export const Establishment = z
  .object({
    siret: z.string(),
    name: z.string().nullable(),
    city: z.string().nullable(),
    /** Null while no directory has told, and when it may not. */
    legalCategory: z.object({ code: z.string(), label: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'Establishment' });

export const situations = [
  'unknown',
  'closed',
  'not-eligible',
  'contract-unknown',
  'registered',
  'in-progress',
  'under-review',
  'open',
  'directory-unavailable',
] as const;
export const EstablishmentCheck = z
  .strictObject({ siret: Siret, contractNumber: ContractNumber })
  .meta({ id: 'EstablishmentCheck', examples: [shown.establishment] });
export const EstablishmentSituation = z
  .object({
    situation: z.enum(situations),
    closedOn: z.iso.date().optional().meta({ description: 'Of `closed`, where a directory tells it.' }),
    establishment: Establishment.optional(),
    administrators: z.array(Administrator).optional(),
    registration: RegistrationGlance.optional(),
  })
  .meta({ id: 'EstablishmentSituation' });

/** Others read it, in lists and mails: an address hidden in it would become a link there. */
const personName = text(100, tidyName).pipe(judged(nameFault));

export const Applicant = z
  .strictObject({
    lastName: personName,
    firstName: personName,
    email: Email,
    phone: text(30, tidyPhone)
      .pipe(z.string().regex(/^\+?[0-9 ().-]{6,30}$/u, { error: 'phone' }))
      .optional(),
  })
  .meta({ id: 'Applicant', examples: [shown.person] });
export const RegistrationRequest = z
  .strictObject({
    route: z.literal('classic'),
    siret: Siret,
    contractNumber: ContractNumber,
    applicant: Applicant,
    acceptTerms: z.literal(true, { error: 'terms' }),
  })
  .meta({
    id: 'RegistrationRequest',
    examples: [{ route: 'classic', ...shown.establishment, applicant: shown.person, acceptTerms: true }],
  });
export const RegistrationReceipt = z
  .object({
    id: z.string().meta({ description: 'Follows the case with everything masked; at least 128 random bits.' }),
    ownerKey: z
      .string()
      .meta({ description: 'Lets the browser that registered correct the address; given here only.' }),
    caseNumber: z.string(),
    status: z.enum(['checking', 'under-review', 'awaiting-password', 'completed', 'expired', 'cancelled', 'refused']),
    identifier: z.string().nullable(),
    sentTo: z.string(),
    deadline: time.nullable(),
  })
  .meta({ id: 'RegistrationReceipt' });

export const nextSteps = ['wait', 'open-mail', 'sign-in', 'register-again', 'call'] as const;
export const RegistrationView = z
  .object({
    id: z.string(),
    caseNumber: z.string(),
    status: z.enum([...registrationStatuses, 'blocked']),
    reason: z.string().optional(),
    blocked: z
      .object({
        reason: z.enum(blockedReasons),
        since: time,
        reply: z.string().nullable().meta({ description: 'Codes of the relay that refused, such as `550 5.1.1`.' }),
      })
      .optional()
      .meta({ description: 'Of `blocked`: what the case waits for a hand for.' }),
    delayed: z.boolean(),
    establishment: Establishment,
    receivedAt: time,
    sentTo: z.string(),
    sentAt: time.nullable().meta({ description: 'When the relay accepted the newest mail with the link.' }),
    deadline: time.nullable(),
    reviewUntil: time.optional().meta({ description: 'Of `under-review`: until when support has to decide.' }),
    canResendAt: time.nullable(),
    updatedAt: time,
    nextStep: z.enum(nextSteps),
  })
  .meta({ id: 'RegistrationView' });

/** Of routes that are told everything by their address. */
export const NoContent = z.strictObject({}).optional();
export const ResendReceipt = z
  .object({ sentTo: z.string(), canResendAt: time.nullable() })
  .meta({ id: 'ResendReceipt' });
export const EmailCorrection = z
  .strictObject({ ownerKey: z.string().max(128), email: Email })
  .meta({ id: 'EmailCorrection', examples: [{ ownerKey: shown.token, email: shown.person.email }] });
export const EmailCorrectionReceipt = z.object({ sentTo: z.string() }).meta({ id: 'EmailCorrectionReceipt' });

export const LinkInspection = z
  .strictObject({ token: Token })
  .meta({ id: 'LinkInspection', examples: [{ token: shown.token }] });
export const linkStates = ['valid', 'used', 'superseded', 'expired'] as const;
export const LinkView = z
  .object({
    purpose: z.enum(['creation', 'reset']),
    state: z.enum(linkStates),
    expiresAt: time,
    establishmentName: z.string().nullable(),
  })
  .meta({ id: 'LinkView' });

export const PasswordByLink = z
  .strictObject({ token: Token, password: Password })
  .meta({ id: 'PasswordByLink', examples: [{ token: shown.token, password: shown.password }] });
export const PasswordByCode = z
  .strictObject({
    identifier: z.string().max(64).optional(),
    siret: Siret.optional(),
    code: z.string().max(64),
    password: Password,
  })
  .refine((body) => (body.identifier === undefined) !== (body.siret === undefined), {
    error: 'identifier-or-siret',
    path: ['identifier'],
  })
  .meta({
    id: 'PasswordByCode',
    examples: [{ siret: shown.establishment.siret, code: shown.code, password: shown.password }],
  });
export const PasswordRequest = z.union([PasswordByLink, PasswordByCode]).meta({ id: 'PasswordRequest' });
export const PasswordReceipt = z
  .object({
    identifier: z.string(),
    account: z.object({
      lastName: z.string(),
      firstName: z.string(),
      role: z.enum(['administrator', 'user']),
      siret: z.string(),
      establishmentName: z.string().nullable(),
    }),
  })
  .meta({ id: 'PasswordReceipt' });

/** As typed: how it is read is the service's business, so that what is none is refused as one that nobody holds. */
const typedIdentifier = z
  .string()
  .min(1, { error: 'missing' })
  .max(64, { error: 'too-long' })
  .meta({ description: '`EP-XXXX-XXXX`; case, spaces, dashes and look-alike letters are tolerated.' });
/** Longer than any that was ever accepted: refused before anything is computed (R40). */
const presentedPassword = z.string().min(1, { error: 'missing' }).max(1_024, { error: 'too-long' });

export const SignIn = z
  .strictObject({ identifier: typedIdentifier, password: presentedPassword })
  .meta({ id: 'SignIn', examples: [{ identifier: shown.identifier, password: shown.password }] });
export const SignedInAccount = z
  .object({
    identifier: z.string(),
    lastName: z.string(),
    firstName: z.string(),
    role: z.enum(['administrator', 'user']),
    siret: z.string(),
    establishmentName: z.string().nullable(),
    expiresAt: time,
  })
  .meta({ id: 'SignedInAccount' });
export const SessionReceipt = z
  .object({ account: SignedInAccount, previousLoginAt: time.optional() })
  .meta({ id: 'SessionReceipt' });
export const CurrentSession = SessionReceipt.extend({
  endsAt: time.meta({ description: 'When the session ends if nothing more is asked.' }),
}).meta({ id: 'CurrentSession' });
export const OpenSession = z.object({ current: z.boolean(), openedAt: time, seenAt: time }).meta({ id: 'OpenSession' });
export const OpenSessions = z.object({ sessions: z.array(OpenSession) }).meta({ id: 'OpenSessions' });
export const PasswordChange = z.strictObject({ currentPassword: presentedPassword, newPassword: Password }).meta({
  id: 'PasswordChange',
  examples: [{ currentPassword: shown.password, newPassword: 'quatre hiboux rangent du charbon' }],
});

export const PasswordResetRequest = z
  .strictObject({ identifier: typedIdentifier })
  .meta({ id: 'PasswordResetRequest', examples: [{ identifier: shown.identifier }] });
/** Says nothing, on purpose. */
export const Accepted = z.strictObject({}).meta({ id: 'Accepted' });

/** Compared, never shown: names of earlier days, which would be refused now, are found too. */
const typedName = text(100, tidyName);
export const IdentifierRecovery = z
  .strictObject({ siret: Siret, lastName: typedName, firstName: typedName, email: Email })
  .meta({ id: 'IdentifierRecovery', examples: [{ siret: shown.establishment.siret, ...shown.person }] });
export const RecoveredIdentifier = z.object({ identifier: z.string() }).meta({ id: 'RecoveredIdentifier' });

/** On behalf of a person whose account has expired (F11). */
export const RenewalRequest = z
  .strictObject({ siret: Siret, contractNumber: ContractNumber, identifier: typedIdentifier })
  .meta({ id: 'RenewalRequest', examples: [{ ...shown.establishment, identifier: shown.identifier }] });

/** `incomplete`: Temporal answers and lacks what `missing` names; `command` mends that. */
export const Readiness = z
  .object({
    database: z.enum(['up', 'away']),
    temporal: z.enum(['up', 'away', 'incomplete']),
    missing: z.array(z.string()).optional(),
    command: z.string().optional(),
    directory: z.literal('key-refused').optional().meta({ description: 'While a public directory refuses our key.' }),
  })
  .meta({ id: 'Readiness' });
