import { maskEmail } from '@app/domain';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { type Place, SealedCookies } from '../../../sealed-cookies.js';
import { addresses } from '../../../ui/addresses.js';
import { ownerDays } from './owner-cookie.js';

const Own = z.object({ id: z.string(), email: z.string(), isExact: z.boolean() });
export type OwnAddressKept = z.infer<typeof Own>;

/** The address as typed, kept sealed by the browser that registered, for the pages of this case alone; others see it masked. */
@Injectable()
export class OwnAddress {
  constructor(private readonly cookies: SealedCookies) {}

  keep(request: Request, response: Response, id: string, email: string): Promise<void> {
    return this.cookies.keep(request, response, place(id), { id, email, isExact: false } satisfies OwnAddressKept);
  }

  /** « Non, l’adresse est exacte »: nothing is suggested any more. */
  async confirm(request: Request, response: Response, id: string): Promise<void> {
    const own = await this.read(request, id);
    if (own) await this.cookies.keep(request, response, place(id), { ...own, isExact: true } satisfies OwnAddressKept);
  }

  /** Undefined where `sentTo`, masked, is another by now. */
  async of(request: Request, id: string, sentTo: string): Promise<OwnAddressKept | undefined> {
    const own = await this.read(request, id);
    return own && maskEmail(own.email) === sentTo ? own : undefined;
  }

  private async read(request: Request, id: string): Promise<OwnAddressKept | undefined> {
    const kept = await this.cookies.of(request, place(id));
    const own = kept && Own.safeParse(kept.content).data;
    return own?.id === id ? own : undefined;
  }
}

const place = (id: string): Place => ({ name: 'adresse', path: addresses.case(id), minutes: ownerDays * 24 * 60 });
