import { promisify } from 'node:util';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { CurrentSession, OpenSessions, PasswordChange, SessionReceipt, SignIn } from '@app/contracts/http';
import type { ApiSettings } from '@app/settings';
import { ApiCookieAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { AskedBy, type Caller } from '../caller.js';
import { Refuses, RefusesReading } from '../documented-problems.js';
import { SETTINGS } from '../settings.provider.js';
import { DeviceCookies } from './device-cookie.js';
import { OwnPasswordService } from './own-password.service.js';
import { OwnSessionsService } from './own-sessions.service.js';
import { sessionCookie } from './session-middleware.js';
import { SessionOwner } from './session-owner.js';
import { SignInGuard } from './sign-in.guard.js';
import { accountView, previousLogin, type SignedIn } from './signed-in.js';

@ApiTags('sessions')
@Controller('v1/sessions')
export class SessionsController {
  constructor(
    private readonly own: OwnSessionsService,
    private readonly passwords: OwnPasswordService,
    private readonly devices: DeviceCookies,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Post()
  @UseGuards(SignInGuard)
  @ApiCreatedResponse({ standardSchema: SessionReceipt, description: 'And the cookies of session and device.' })
  @Refuses('credentials-refused', 'identifier-locked', 'account-expired', 'try-again', 'overloaded')
  signIn(
    @SessionOwner() who: SignedIn,
    @Body({ schema: SignIn }) _body: z.infer<typeof SignIn>,
  ): z.infer<typeof SessionReceipt> {
    return { account: accountView(who), ...previousLogin(who) };
  }

  @Get('current')
  @ApiCookieAuth()
  @ApiOkResponse({ standardSchema: CurrentSession })
  @RefusesReading('session-absent')
  currentSession(@SessionOwner() who: SignedIn, @Req() { session }: Request): z.infer<typeof CurrentSession> {
    return { account: accountView(who), ...previousLogin(who), endsAt: session.endsAt ?? '' };
  }

  @Delete('current')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Also when there was no session.' })
  @RefusesReading('cross-site-refused')
  async signOut(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @AskedBy() caller: Caller,
  ): Promise<void> {
    const { name, options } = sessionCookie(this.settings);
    if (request.user) {
      await this.own.signedOut(request.user, caller);
      await promisify(request.session.destroy.bind(request.session))();
    }
    response.clearCookie(name, options);
  }

  @Get()
  @ApiCookieAuth()
  @ApiOkResponse({ standardSchema: OpenSessions })
  @RefusesReading('session-absent')
  openSessions(@SessionOwner() who: SignedIn, @Req() { sessionID }: Request) {
    return this.own.list(who, sessionID);
  }

  @Delete()
  @HttpCode(204)
  @ApiCookieAuth()
  @ApiNoContentResponse({ description: 'Every session of the account is closed but this one.' })
  @RefusesReading('session-absent', 'cross-site-refused')
  closeOtherSessions(
    @SessionOwner() who: SignedIn,
    @Req() { sessionID }: Request,
    @AskedBy() caller: Caller,
  ): Promise<void> {
    return this.own.closeOthers(who, sessionID, caller);
  }

  @Post('current/password')
  @HttpCode(204)
  @ApiCookieAuth()
  @ApiNoContentResponse({ description: 'Every other session is closed; this one goes on under a new id.' })
  @Refuses(
    ...(['session-absent', 'credentials-refused', 'identifier-locked', 'account-expired'] as const),
    ...(['try-again', 'password-refused', 'overloaded'] as const),
  )
  async changePassword(
    @SessionOwner() who: SignedIn,
    @Body({ schema: PasswordChange }) { currentPassword, newPassword }: z.infer<typeof PasswordChange>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @AskedBy() caller: Caller,
  ): Promise<void> {
    const device = this.devices.of(request);
    const { next, credentials } = await this.passwords.change(who, currentPassword, newPassword, caller, device);
    await promisify<Express.User>(request.logIn.bind(request))(next);
    this.devices.give(response, credentials);
  }
}
