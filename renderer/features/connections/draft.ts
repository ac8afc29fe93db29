import type { Connection } from '#shared/contract/connections.ts';
import type { ConnectionDraft } from './store.ts';

/** The fields of the form, all of them text. */
export interface ConnectionForm {
  readonly kind: 'endpoint' | 'profile';
  readonly name: string;
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Empty: the default credential chain. */
  readonly profile: string;
}

/** The region that local servers are usually asked in. */
const USUAL_REGION = 'us-east-1';

const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/** What each field of the form lacks; empty when it can be saved. */
export type FormErrors = Partial<Readonly<Record<keyof ConnectionForm, string>>>;

/** The form for a saved connection, or for a new one. The secret is never sent to the window, so it starts empty. */
export function formOf(connection: Connection | undefined): ConnectionForm {
  const target = connection?.target;
  return {
    kind: target?.kind === 'profile' ? 'profile' : 'endpoint',
    name: connection?.name ?? '',
    endpoint: target?.kind === 'endpoint' ? target.endpoint : 'http://127.0.0.1:8000',
    region: target === undefined ? USUAL_REGION : target.kind === 'embedded' ? '' : (target.region ?? ''),
    accessKeyId: target?.kind === 'endpoint' ? (target.accessKeyId ?? '') : '',
    secretAccessKey: '',
    profile: target?.kind === 'profile' ? (target.profile ?? '') : '',
  };
}

/**
 * The form after its kind was changed. An endpoint needs a region and has a usual one; a profile brings its own, which
 * a region left standing from the endpoint would override unasked.
 */
export function withKind(form: ConnectionForm, kind: ConnectionForm['kind']): ConnectionForm {
  if (kind === form.kind) return form;
  if (kind === 'endpoint') return { ...form, kind, region: given(form.region) ?? USUAL_REGION };
  return { ...form, kind, region: form.region.trim() === USUAL_REGION ? '' : form.region };
}

const isHttp = (text: string): boolean => {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
};

/** What is wrong with the form. */
export function formErrors(form: ConnectionForm): FormErrors {
  if (form.kind === 'profile') return {};
  return {
    ...(isHttp(form.endpoint) ? {} : { endpoint: 'An address such as http://127.0.0.1:8000.' }),
    ...(form.region.trim() === '' ? { region: 'A region, such as us-east-1.' } : {}),
  };
}

/** What the host is asked to save for a form without errors. */
export function draftOf(form: ConnectionForm, id: string | undefined): ConnectionDraft {
  const common = id === undefined ? {} : { id };
  const region = given(form.region);
  if (form.kind === 'profile') {
    const profile = given(form.profile);
    return {
      ...common,
      name: given(form.name) ?? profile ?? 'AWS',
      target: {
        kind: 'profile',
        ...(profile === undefined ? {} : { profile }),
        ...(region === undefined ? {} : { region }),
      },
    };
  }
  const accessKeyId = given(form.accessKeyId);
  const secretAccessKey = given(form.secretAccessKey);
  const endpoint = form.endpoint.trim();
  return {
    ...common,
    name: given(form.name) ?? new URL(endpoint).host,
    target: {
      kind: 'endpoint',
      endpoint,
      region: region ?? USUAL_REGION,
      ...(accessKeyId === undefined ? {} : { accessKeyId }),
      ...(secretAccessKey === undefined ? {} : { secretAccessKey }),
    },
  };
}
