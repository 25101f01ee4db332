import { Injectable } from '@nestjs/common';
import { PassportSerializer, PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';
import type { Asked } from '../caller.js';
import { DeviceCookies } from './device-cookie.js';
import { SignInService } from './sign-in.service.js';
import type { SignedIn } from './signed-in.js';

@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy) {
  constructor(
    private readonly signIns: SignInService,
    private readonly devices: DeviceCookies,
  ) {
    super({ usernameField: 'identifier', passwordField: 'password', passReqToCallback: true });
  }

  /** What opens a session also makes the browser a known one. */
  async validate(request: Asked, identifier: string, password: string): Promise<SignedIn> {
    const device = this.devices.of(request);
    const { at, ...who } = await this.signIns.signIn(identifier, password, request.caller, device);
    if (request.res) this.devices.give(request.res, { ...who, at }, device);
    return who;
  }
}

/** The store reads the account anew at each request: nothing of it is written into a session. */
@Injectable()
export class AccountSerializer extends PassportSerializer {
  serializeUser(user: SignedIn, done: (error: null, user: SignedIn) => void): void {
    done(null, user);
  }
  deserializeUser(user: SignedIn, done: (error: null, user: SignedIn) => void): void {
    done(null, user);
  }
}
