import type { Response } from 'express';

/** An answer whose status is decided together with its body. */
export interface Answer<Body> {
  status: number;
  body: Body;
}

export async function send<Body>(response: Response, answer: Promise<Answer<Body>>): Promise<Body> {
  const { status, body } = await answer;
  response.status(status);
  return body;
}
