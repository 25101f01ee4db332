import { randomUUID } from 'node:crypto';
import type { ApiSettings } from '@app/settings';
import { describe, expect, test } from '@jest/globals';
import type { Request, Response } from 'express';
import { type Device, DeviceCookies, type NewCredentials, sendDeviceCookie } from './device-cookie.js';

const cookiesOf = (publicUrl: string, ...sessionSecrets: string[]) =>
  new DeviceCookies({ publicUrl, sessionSecrets } as unknown as ApiSettings);
const devices = cookiesOf('http://parcours.example', 'present-secret-of-the-tests-01234567');
const credentials: NewCredentials = { accountId: randomUUID(), credentialsVersion: 12, at: 1_800_000_000 };

/** The header that was given. */
function given(by: DeviceCookies, to: NewCredentials, as?: Device): string {
  const response = { locals: {} as { deviceCookie?: string } };
  by.give(response as unknown as Response, to, as);
  return response.locals.deviceCookie ?? '';
}
const minted = (...of: Parameters<typeof given>): string => given(...of).split(';')[0] ?? '';
const read = (by: DeviceCookies, cookie?: string) => by.of({ headers: { cookie } } as Request);

describe('R50 the device cookie', () => {
  test('stays with the browser for 180 days, out of reach of scripts and of other sites, on https alone where the site is', () => {
    expect(given(devices, credentials)).toMatch(/^device=[^;]+; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/u);
    expect(given(cookiesOf('https://parcours.example', 'a-secret'), credentials)).toMatch(
      /^__Host-device=[^;]+; Max-Age=15552000; Path=\/; HttpOnly; Secure; SameSite=Lax$/u,
    );
  });

  test('tells whose credentials the browser knew, among the others it sends', () => {
    const device = read(devices, `session=1; ${minted(devices, credentials)}`);
    expect(device).toEqual({
      ...credentials,
      id: expect.any(String),
      guardKey: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
  });

  test('is none in a request without it', () => {
    for (const cookie of [undefined, '', 'session=1']) expect(read(devices, cookie)).toBeUndefined();
  });

  test('keeps its row while its days begin anew; of a secret that was the first one it counts, of one that is gone it is none', () => {
    const [earlier, present, later] = [
      cookiesOf('http://parcours.example', 'earlier-secret-of-the-tests-01234567'),
      cookiesOf(
        'http://parcours.example',
        'present-secret-of-the-tests-01234567',
        'earlier-secret-of-the-tests-01234567',
      ),
      devices,
    ];
    const cookie = minted(earlier, credentials);
    const device = read(present, cookie);
    expect(device).toMatchObject(credentials);
    expect(read(later, cookie)).toBeUndefined();
    const renewed = read(later, minted(present, { ...credentials, at: 1_800_000_001 }, device));
    expect(renewed).toEqual({ ...device, at: 1_800_000_001 });
  });

  test('of other credentials, or of another account, is another browser’s', () => {
    const device = read(devices, minted(devices, credentials));
    for (const other of [{ credentialsVersion: 13 }, { accountId: randomUUID() }]) {
      const replaced = read(devices, minted(devices, { ...credentials, ...other }, device));
      expect(replaced).toMatchObject(other);
      expect(replaced?.guardKey).not.toBe(device?.guardKey);
    }
  });

  test.each<[string, Partial<NewCredentials> | { id: string }]>([
    ['an id that is short', { id: 'a'.repeat(21) }],
    ['an id that is long', { id: 'a'.repeat(23) }],
    ['an id of other characters', { id: `${'a'.repeat(21)}+` }],
    ['no account', { accountId: '' }],
    ['an account that is no uuid', { accountId: 'EP-0000-0000' }],
    ['an account in upper case', { accountId: 'A'.repeat(8) + '-AAAA-AAAA-AAAA-' + 'A'.repeat(12) }],
    ['a version below zero', { credentialsVersion: -1 }],
    ['a version too large for the database', { credentialsVersion: 1_234_567_890 }],
    ['half a second', { at: 1.5 }],
    ['a time in milliseconds', { at: 1_800_000_000_000 }],
  ])('signed, but with %s, is none', (_, wrong) => {
    const device = { ...credentials, id: 'a'.repeat(22), guardKey: '', ...wrong };
    expect(read(devices, minted(devices, device, device))).toBeUndefined();
  });

  test('whose signature is of other words is none', () => {
    const [one, other] = [minted(devices, credentials), minted(devices, { ...credentials, at: 1_800_000_001 })];
    const forged = one.slice(0, one.lastIndexOf('.')) + other.slice(other.lastIndexOf('.'));
    expect(read(devices, one)).toBeDefined();
    for (const none of [forged, `${one}A`, one.slice(0, -1)]) expect(read(devices, none)).toBeUndefined();
  });

  test('is never given without a secret', () => {
    expect(() => given(cookiesOf('http://parcours.example'), credentials)).toThrow(/SESSION_SECRETS/u);
  });

  test('leaves with the answer’s head, after the cookies that were set before; none leaves where none was given', () => {
    const headersOf = (deviceCookie?: string): unknown[] => {
      const sent: unknown[] = [];
      const response = {
        locals: { deviceCookie },
        append: (...header: string[]) => void sent.push(header),
        writeHead: (...head: unknown[]) => void sent.push(head),
      } as unknown as Response;
      let passed = 0;
      sendDeviceCookie({} as Request, response, () => void passed++);
      expect([passed, sent]).toEqual([1, []]);
      response.writeHead(201, 'Created');
      return sent;
    };
    expect(headersOf('device=1')).toEqual([
      ['Set-Cookie', 'device=1'],
      [201, 'Created'],
    ]);
    expect(headersOf()).toEqual([[201, 'Created']]);
  });
});
