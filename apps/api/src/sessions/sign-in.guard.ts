import { type ExecutionContext, Injectable } from '@nestjs/common';
import { SignIn } from '@app/contracts/http';
import { AuthGuard } from '@nestjs/passport';
import { RequestShape } from '../request-shape.js';

/** Shape first, for a guard stands before pipes; then the strategy, then a new session under a new id (R41). */
@Injectable()
export class SignInGuard extends AuthGuard('local') {
  private readonly shape = new RequestShape();

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Express.Request & { body: unknown }>();
    request.body = await this.shape.transform(request.body, { type: 'body', schema: SignIn });
    await super.canActivate(context);
    await super.logIn(request);
    return true;
  }

  /** The strategy's own refusal goes on as it is. */
  override handleRequest<User>(error: unknown, user: User): User {
    if (error) throw error as Error;
    return user;
  }
}
