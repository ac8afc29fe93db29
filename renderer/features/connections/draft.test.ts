import { describe, expect, it } from 'vitest';
import { draftOf, formErrors, formOf, withKind } from './draft.ts';

describe('the connection form', () => {
  it('starts with what can be saved as it stands', () => {
    expect(formErrors(formOf(undefined))).toEqual({});
    expect(draftOf(formOf(undefined), undefined)).toEqual({
      name: '127.0.0.1:8000',
      target: { kind: 'endpoint', endpoint: 'http://127.0.0.1:8000', region: 'us-east-1' },
    });
  });

  it('keeps id and credentials id, and sends no empty secret', () => {
    const target = {
      kind: 'endpoint',
      endpoint: 'http://localhost:1',
      region: 'eu-west-1',
      accessKeyId: 'AKIA',
    } as const;
    expect(draftOf(formOf({ id: 'x', name: 'Local', target }), 'x')).toEqual({
      id: 'x',
      name: 'Local',
      target,
    });
  });

  it('says what is wrong', () => {
    const form = formOf(undefined);
    expect(formErrors({ ...form, endpoint: 'localhost:8000', region: ' ' })).toEqual({
      endpoint: expect.any(String),
      region: expect.any(String),
    });
    expect(formErrors({ ...form, kind: 'profile' })).toEqual({});
  });

  it('takes the default credentials where no profile is named', () => {
    const form = { ...formOf(undefined), kind: 'profile' as const, profile: ' ', region: '' };
    expect(draftOf(form, undefined)).toEqual({ name: 'AWS', target: { kind: 'profile' } });
    expect(formOf({ id: 'x', name: 'AWS', target: { kind: 'profile' } })).toMatchObject({ profile: '' });
  });

  it('gives a profile no region that was meant for an endpoint, and an endpoint one', () => {
    const profile = withKind(formOf(undefined), 'profile');
    expect(profile).toMatchObject({ kind: 'profile', region: '' });
    expect(withKind(profile, 'endpoint').region).toBe('us-east-1');
    expect(withKind({ ...formOf(undefined), region: 'eu-west-1' }, 'profile').region).toBe('eu-west-1');
    const saved = formOf({
      id: 'x',
      name: 'Shop',
      target: { kind: 'profile', profile: 'shop', region: 'us-east-1' },
    });
    expect(withKind(saved, 'profile').region).toBe('us-east-1');
  });

  it('leaves out a region that the profile brings', () => {
    const form = { ...formOf(undefined), kind: 'profile' as const, profile: 'shop', region: '' };
    expect(draftOf(form, undefined)).toEqual({ name: 'shop', target: { kind: 'profile', profile: 'shop' } });
  });
});
