import { Injectable } from '@nestjs/common';
import { PasswordReceipt } from '@app/contracts/http';
import type { Request, Response } from 'express';
import type { PasswordReceipt as Receipt } from '../../../api/generated/parcours.js';
import { SignedCookies } from '../../../signed-cookies.js';
import { addresses } from '../../../ui/addresses.js';

const name = 'identifiant';

/** What the page of a new identifiant shows. */
@Injectable()
export class IdentifierReceipts {
  constructor(private readonly cookies: SignedCookies) {}

  keep(request: Request, response: Response, content: Receipt): void {
    this.cookies.keep(request, response, { name, path: addresses.identifier, content });
  }

  of(request: Request): Receipt | undefined {
    return PasswordReceipt.optional().parse(this.cookies.of(request, name));
  }
}
