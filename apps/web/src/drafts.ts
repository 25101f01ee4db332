import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { seeOther } from './page.js';
import { type Kept, type Place, SealedCookies } from './sealed-cookies.js';
import { type SentForm, typed } from './typed.js';
import { addresses } from './ui/addresses.js';
import { hasErrors } from './ui/form-errors.js';
import { Answered } from './ui/trouble.js';

const Outcome = z.object({
  /** The page that tells it; the forms of other pages share the draft, not what became of one of them. */
  page: z.string().optional(),
  /** What is wrong, by the id of each field. */
  errors: z.record(z.string(), z.array(z.string()).readonly()).readonly().optional(),
  /** What the API answered instead of taking the form. */
  answer: Answered.optional(),
  /** What the form did. */
  news: z.string().optional(),
});
type Outcome = z.infer<typeof Outcome>;

/** What a form said, and what became of it, for the page that shows it again. */
const Draft = Outcome.extend({
  /** By the name of each field, as it was typed. */
  typed: z.record(z.string(), z.string()),
});
export type Draft = z.infer<typeof Draft> & Pick<Kept, 'ageMs'>;

interface FormPlace extends Place {
  /** The fields that are kept: never a password's. */
  fields: readonly string[];
}

const form = (name: string, path: string, fields: readonly string[]): FormPlace => ({
  ...{ name: `saisie-${name}`, path, fields },
  minutes: 30,
});
const numbers = ['siret', 'contrat'];
const applicant = ['nom', 'prenom', 'courriel', 'telephone', 'conditions', 'cle'];

/** The forms that keep a draft; the cookie of each goes to its own pages only. */
export const forms = {
  signIn: form('connexion', addresses.signIn, ['identifiant']),
  account: form('compte', addresses.account, []),
  changePassword: form('modification', addresses.changePassword, []),
  registration: form('inscription', addresses.register, [...numbers, 'identifiant', ...applicant]),
  case: (id: string) => form('dossier', addresses.case(id), ['courriel']),
  recovery: form('recherche', addresses.forgottenIdentifier, ['siret', 'nom', 'prenom', 'courriel']),
  forgotten: form('oubli', addresses.forgottenPassword, ['identifiant']),
  code: form('code', addresses.code, ['qui', 'code']),
  link: (page: string) => form('lien', page, []),
};

/** Stands in the address of a page that answers a form, so that a reload and « Back » show the same. */
const mark = 'reponse';
const aMinute = 60_000;

/**
 * POST → 303 → GET for every form: its answer is a page with an address of its own, and Back, a reload or a detour find
 * what was typed (R58). Opened without the mark, or in another browser, a page tells of no form.
 */
@Injectable()
export class Drafts {
  constructor(private readonly cookies: SealedCookies) {}

  /** Keeps of `sent` the fields of `place`. */
  keep(request: Request, response: Response, place: FormPlace, sent: SentForm, outcome: Outcome = {}): Promise<void> {
    return this.cookies.keep(request, response, place, { typed: fieldsOf(sent, place), ...outcome });
  }

  /** Back to the form's page, or to the page `to`, which shows the draft and says what became of it. */
  async answer(
    request: Request,
    response: Response,
    place: FormPlace,
    { sent, to = place.path, ...outcome }: Omit<Outcome, 'page'> & { sent?: SentForm; to?: string },
  ): Promise<void> {
    await this.keep(request, response, place, sent, { ...outcome, page: pathOf(to) });
    seeOther(response, `${to}${to.includes('?') ? '&' : '?'}${mark}=1`);
  }

  /** What was typed and, where the address says so, what became of it. */
  async of(request: Request, place: FormPlace): Promise<Draft | undefined> {
    const kept = await this.cookies.of(request, place);
    const draft = kept && Draft.safeParse(kept.content).data;
    if (!draft) return undefined;
    const { ageMs } = kept;
    const isAnswer = request.query[mark] === '1' && draft.page === request.path;
    return isAnswer ? standing({ ...draft, ageMs }) : { typed: draft.typed, ageMs };
  }

  forget(request: Request, response: Response, place: FormPlace): void {
    this.cookies.forget(request, response, place);
  }
}

/** The status of a page that shows the draft: that of the answer, or 422 where something has to be corrected. */
export const statusOf = (draft: Draft | undefined): number =>
  draft?.answer?.status ?? (draft?.errors && hasErrors(draft.errors) ? 422 : 200);

/** What the page tells as having just happened. */
export const freshNews = (draft: Draft | undefined): string | undefined =>
  draft && draft.ageMs < aMinute ? draft.news : undefined;

/** What has been overtaken is not told: an outage that may have passed, a wait that is over. */
function standing({ answer, ...draft }: Draft): Draft {
  return answer && stands(answer, draft.ageMs) ? { ...draft, answer } : draft;
}

function stands({ status, comeBackAt }: Answered, ageMs: number): boolean {
  if (comeBackAt !== null) return new Date(comeBackAt).getTime() > Date.now();
  return status < 500 || ageMs < 10_000;
}

const pathOf = (address: string): string => address.replace(/\?.*$/u, '');

const fieldsOf = (sent: SentForm, { fields }: FormPlace): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [field, fitted(typed(sent, field))]));

/** Browsers keep 4096 bytes a cookie: what no field would accept anyway is cut. */
function fitted(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= mostBytes) return text;
  return new TextDecoder().decode(bytes.subarray(0, mostBytes)).replace(/\ufffd+$/u, '');
}
const mostBytes = 256;
