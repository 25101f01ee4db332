import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { showPage } from '../page.js';
import { addresses } from '../ui/addresses.js';
import { SignInPage } from './sign-in-page.js';

@Controller(addresses.signIn)
export class SignInController {
  @Get()
  signIn(@Res() response: Response): void {
    showPage(response, <SignInPage />);
  }
}
